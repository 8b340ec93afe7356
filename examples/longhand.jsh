// JShell with the engine, after ./longhand --version has built it:
//   jshell -R--add-modules -Rjdk.incubator.vector --add-modules jdk.incubator.vector --class-path app/target/longhand.jar \
//       --startup DEFAULT --startup examples/longhand.jsh
import longhand.autograd.*;
import longhand.nn.*;
import longhand.nn.optim.*;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import static longhand.notes.CourseNotes.*;
