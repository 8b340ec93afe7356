///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DEPS io.github.longhand:longhand-core:0.2.0
//JAVAC_OPTIONS --add-modules jdk.incubator.vector
//RUNTIME_OPTIONS --add-modules jdk.incubator.vector

import static longhand.notes.CourseNotes.corr2d;

import longhand.tensor.Tensor;

void main() {
    Tensor x = Tensor.arange(9).reshape(3, 3).requiresGrad(true);
    Tensor k = Tensor.of(new float[][] {{0, 1}, {2, 3}});
    Tensor y = corr2d(x, k);
    y.sum().backward();
    IO.println(y + "\n" + x.grad());
}
