/** A program outside of Longhand. */
module outside {
    requires longhand.models;
}
