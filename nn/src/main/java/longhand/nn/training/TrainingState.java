package longhand.nn.training;

import java.util.List;
import longhand.data.LoaderState;

/**
 * Where training stands, between two steps: with the numbers of network and optimiser, all that is needed to go on as if it had never
 * stopped.
 *
 * @param epoch number of the running epoch, from 0; the number of epochs once all are done
 * @param batch steps done in it; all of them if only the test is still to come
 * @param step steps done since training began
 * @param sums sums over the running epoch
 * @param loader where the training images' loader stands
 * @param generator state of the default generator, from which orders and dropout are drawn
 * @param history the epochs that are done
 */
public record TrainingState(int epoch, int batch, long step, EpochSums sums, LoaderState loader, byte[] generator,
        List<EpochResult> history) {}
