/**
 * The numbers that PyTorch computed for every operation, and the runner that compares this machine's backends with
 * them.
 */
module longhand.conformance {
    requires transitive longhand.core;
    requires transitive longhand.files;
    requires transitive com.fasterxml.jackson.databind;

    exports longhand.conformance;

    opens longhand.conformance to com.fasterxml.jackson.databind;
}
