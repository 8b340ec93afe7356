import longhand.notes.CourseNotes;
import longhand.tensor.Tensor;

/*
 * Several output channels: one multi-channel kernel for each of them. The results are not added up but stacked.
 *
 * CourseNotes.corr2dMultiIn(x, k) is what you wrote in ChannelsIn; Tensor.stack(0, matrices) lays matrices on top of each other.
 */
class ChannelsOut {
    /** x is C × H × W, k is O × C × h × w; the result is O matrices. */
    static Tensor corr2dMultiInOut(Tensor x, Tensor k) {
        // BEGIN SOLUTION
        Tensor[] outputs = new Tensor[k.size(0)];
        for (int o = 0; o < outputs.length; o++) {
            outputs[o] = CourseNotes.corr2dMultiIn(x, k.select(0, o));
        }
        return Tensor.stack(0, outputs);
        // END SOLUTION
    }
}
