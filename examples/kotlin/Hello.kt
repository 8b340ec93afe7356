import longhand.notes.CourseNotes.corr2d
import longhand.tensor.Tensor

fun main() {
    val x = Tensor.arange(9).reshape(3, 3).requiresGrad(true)
    val k = Tensor.of(arrayOf(floatArrayOf(0f, 1f), floatArrayOf(2f, 3f)))
    val y = corr2d(x, k)
    y.sum().backward()
    println(y)
    println(x.grad())
}
