/** The networks of the course notes, one file each, and their recipes. */
module longhand.models {
    requires transitive longhand.nn;

    exports longhand.models;
    exports longhand.models.torchvision;
}
