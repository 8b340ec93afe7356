/** Explanations, diagnosis of answers computed by hand, homework for a class, and programming exercises. */
module longhand.teach {
    requires transitive longhand.models;
    requires transitive longhand.files;
    requires longhand.datasets;
    requires transitive com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.csv;
    requires info.picocli;
    requires java.compiler;
    requires java.desktop;
    requires java.management;

    exports longhand.explain;
    exports longhand.explain.check;
    exports longhand.explain.graph;
    exports longhand.explain.model;

    opens longhand.explain.exercise to longhand.files;
    opens longhand.learn to info.picocli, longhand.files;
}
