package longhand.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.VoidFunction;

/**
 * What a worker does: it joins the group of the driver and computes its part of each step until the driver closes the
 * group. It keeps nothing from step to step but memory, so any other worker can take its place.
 *
 * @param job what all steps have in common
 * @param run the random bytes of the run's {@link Secret}
 * @param driver where the driver listens
 * @param group number of the group
 */
record ShardTask(Job job, byte[] run, InetSocketAddress driver, int group) implements VoidFunction<Iterator<Integer>> {
    /** What a worker says before a report. */
    static final String DONE = "done";
    /** What a worker says before the reason why it could not compute, and no other one could. */
    static final String FAILED = "failed: ";
    /** What a worker says before the reason why it lost the others. */
    static final String LOST = "lost: ";

    @Override
    public void call(Iterator<Integer> number) throws InterruptedException {
        Secret secret = Secret.ofRun(run);
        try (Link link = Link.call(driver, secret); Door door = new Door(link.here(), secret)) {
            link.send(group + " " + door.address().getPort() + " " + SparkEnv.get().executorId());
            String[] invitation = link.receiveText().split(" ");
            try (Peers peers = new Peers(Integer.parseInt(invitation[0]), doors(invitation), door, secret)) {
                serve(link, peers);
            } catch (IOException e) {
                link.send(LOST + e.getMessage());
            }
        } catch (IOException e) {
            // The driver has closed the group: it will form another one, or all is done.
        }
    }

    private static List<InetSocketAddress> doors(String[] invitation) throws IOException {
        List<InetSocketAddress> doors = new ArrayList<>();
        for (int i = 1; i < invitation.length; i++) {
            int colon = invitation[i].lastIndexOf(':'); // an address may have some too
            doors.add(new InetSocketAddress(InetAddress.getByName(invitation[i].substring(0, colon)),
                    Integer.parseInt(invitation[i].substring(colon + 1))));
        }
        return doors;
    }

    private void serve(Link link, Peers peers) throws IOException {
        try {
            computeSteps(link, peers);
        } catch (RuntimeException | OutOfMemoryError e) {
            link.send(FAILED + reason(e));
            link.receiveText(); // the others wait for this worker until the driver ends the group
        }
    }

    private void computeSteps(Link link, Peers peers) throws IOException {
        Worker worker = Worker.of(job);
        Share share = peers.share();
        float[] weights = new float[worker.parameters()];
        int from = share.slice(share.rank(), weights.length);
        int to = share.slice(share.rank() + 1, weights.length);
        int most = Work.mostBytes(job, worker.buffers());
        while (true) {
            Work work = Work.of(link.receive(most), job.imageBytes());
            link.receive(weights, from, to);
            peers.gather(weights);
            Report report = worker.compute(work, weights, share.shard(share.rank(), work.shards()));
            float[] sum = peers.sum(worker.tree().nodes(), work.shards(), weights.length);
            link.send(DONE);
            link.send(report.toBytes());
            link.send(sum, 0, sum.length);
        }
    }

    private static String reason(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            return "a worker has not enough memory (" + failure.getMessage()
                    + "). Fix: --worker-memory 8g, more shards or a smaller --batch-size";
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
