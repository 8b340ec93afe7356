/** Data sets of labelled images, and the transforms that prepare images for training. */
module longhand.datasets {
    requires transitive longhand.core;
    requires transitive java.desktop;
    requires java.net.http;

    exports longhand.datasets;
    exports longhand.datasets.image;
    exports longhand.datasets.transforms;
}
