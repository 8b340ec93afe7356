/** Explanations, diagnosis of answers computed by hand, problem sheets and programming exercises. */
module longhand.teach {
    requires transitive longhand.models;
    requires transitive longhand.files;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires java.compiler;
    requires java.desktop;

    exports longhand.explain;
    exports longhand.explain.check;
    exports longhand.explain.exercise;
    exports longhand.explain.model;
    exports longhand.learn;

    opens longhand.learn to info.picocli;
}
