package longhand.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.cli.run.RunException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/**
 * The workers that compute steps together until one is lost or another one comes; then the driver forms a new group. A
 * group is one Spark job. It has as many tasks as there are shards, of which Spark starts one in each worker: those
 * that are there, and those that come later.
 */
final class Group implements Closeable {
    private static final long LOOK_MILLIS = 50;

    private final Cluster cluster;
    private final Door door;
    private final ShardTask task;
    private final JavaFutureAction<Void> tasks;
    private final List<Member> members = new CopyOnWriteArrayList<>(); // the listener looks too
    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final Removals removals = new Removals();

    /**
     * A worker.
     *
     * @param link the connection with it
     * @param door where it listens
     * @param executor what Spark calls it
     */
    private record Member(Link link, InetSocketAddress door, String executor) {}

    /** Talks with one worker about one step. */
    @FunctionalInterface
    interface Talk {
        Report with(Link link, Share share) throws IOException;
    }

    /**
     * Waits for the workers.
     *
     * @param door where they connect to
     * @throws IOException if one is lost again
     */
    Group(Cluster cluster, Door door, ShardTask task) throws IOException {
        this.cluster = cluster;
        this.door = door;
        this.task = task;
        int most = task.job().shards();
        cluster.spark().sc().addSparkListener(removals);
        cluster.spark().setLocalProperty("spark.job.interruptOnCancel", "true"); // who waits for another one is freed
        tasks = cluster.spark().parallelize(IntStream.range(0, most).boxed().toList(), most)
                .foreachPartitionAsync(task);
        try {
            gather();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void gather() throws IOException {
        Patience patience = cluster.patience();
        while (members.isEmpty() || members.size() < Math.min(cluster.workers(), task.job().shards())) {
            next(LOOK_MILLIS).flatMap(this::member).ifPresent(members::add);
            cluster.requireWorkers(patience);
            requireTasks();
        }
        String doors = members.stream().map(Member::door)
                .map(at -> at.getAddress().getHostAddress() + ":" + at.getPort()).collect(Collectors.joining(" "));
        for (int rank = 0; rank < members.size(); rank++) {
            members.get(rank).link.send(rank + " " + doors);
        }
    }

    private Optional<Link> next(long millis) {
        try {
            return door.next(millis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static CancellationException interrupted() {
        Thread.currentThread().interrupt();
        return new CancellationException("interrupted");
    }

    /** Who has connected, unless it is still about a group before this one. */
    private Optional<Member> member(Link link) {
        try {
            String[] words = link.receiveText().split(" ");
            if (Integer.parseInt(words[0]) == task.group()) {
                return Optional.of(new Member(link, new InetSocketAddress(link.there(), Integer.parseInt(words[1])),
                        words[2]));
            }
        } catch (IOException e) {
            // It is gone already.
        }
        link.close();
        return Optional.empty();
    }

    /** Whether a worker has come since the group was formed; it connects again to the next group. */
    boolean hasLatecomer() {
        for (Optional<Link> next = next(0); next.isPresent(); next = next(0)) {
            Optional<Member> late = member(next.get());
            if (late.isPresent()) {
                late.get().link.close();
                return true;
            }
        }
        return false;
    }

    /** @throws RunException if Spark has given up, or no task finds the driver */
    private void requireTasks() {
        if (tasks.isDone()) {
            try {
                tasks.get();
                throw new RunException("cluster: the workers do not reach this computer at " + task.driver()
                        + ". Rule: all computers of a cluster reach each other on all ports. Fix: let the firewall "
                        + "allow that, or choose another address with --conf spark.driver.host=ADDRESS");
            } catch (ExecutionException e) {
                throw cluster.failure(e);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
    }

    /** The parts of its workers. */
    List<Share> shares() {
        return IntStream.range(0, members.size()).mapToObj(rank -> new Share(rank, members.size())).toList();
    }

    /**
     * Computes a step with all workers.
     *
     * @return what each has sent, in their order
     * @throws IOException if a worker is lost
     * @throws RunException if the step cannot be computed
     */
    List<Report> compute(Talk talk) throws IOException {
        CompletionService<Report> talks = new ExecutorCompletionService<>(threads);
        List<Future<Report>> all = new ArrayList<>();
        for (Share share : shares()) {
            all.add(talks.submit(() -> talk.with(members.get(share.rank()).link, share)));
        }
        try {
            for (int left = all.size(); left > 0;) {
                Future<Report> done = talks.poll(1, TimeUnit.SECONDS);
                if (done != null) {
                    done.get(); // the first that fails decides: the others fail because of it
                    left--;
                }
            }
            List<Report> answers = new ArrayList<>();
            for (Future<Report> one : all) {
                answers.add(one.get());
            }
            return answers;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RunException failure) {
                throw failure;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** A worker that stands still sends nothing and does not hang up: Spark finds that out. */
    private final class Removals extends SparkListener {
        @Override
        public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
            members.stream().filter(member -> member.executor.equals(removed.executorId()))
                    .forEach(member -> member.link.close());
        }
    }

    @Override
    public void close() {
        if (!cluster.spark().sc().isStopped()) {
            cluster.spark().sc().removeSparkListener(removals);
            tasks.cancel(true); // before the workers notice: Spark would give them the next tasks of this group
        }
        threads.shutdownNow();
        members.forEach(member -> member.link.close());
    }
}
