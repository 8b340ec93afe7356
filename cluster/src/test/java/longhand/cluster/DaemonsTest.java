package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import longhand.cli.InProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark's own daemons, as on the computers of a classroom. */
class DaemonsTest {
    private static final String SECRET = System.getenv(ClusterOptions.SECRET);
    private static final List<String> MODEL = List.of("lenet", "--limit-train", "1280", "--batch-size", "16",
            "--epochs", "1");

    private static int port;
    private static Process master;

    private final List<Process> workers = new ArrayList<>();

    @TempDir
    private Path folder;

    /** One master for all tests: each of these processes takes seconds to start. */
    @BeforeAll
    static void startMaster(@TempDir Path logs) throws IOException, InterruptedException {
        port = freePort();
        master = Processes.daemon(SECRET, logs.resolve("master.log"), "org.apache.spark.deploy.master.Master",
                "--host", "localhost", "--port", "" + port, "--webui-port", "0");
        for (int i = 0; i < 3000; i++) {
            try (Socket _ = new Socket("localhost", port)) {
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("the master does not start");
    }

    @AfterAll
    static void endMaster() {
        master.destroyForcibly();
    }

    @AfterEach
    void endWorkers() {
        Processes.workers().forEach(ProcessHandle::destroyForcibly);
        workers.forEach(Process::destroyForcibly);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private static String url() {
        return "spark://localhost:" + port;
    }

    private Process worker(String name) throws IOException {
        Process worker = Processes.daemon(SECRET, folder.resolve(name + ".log"),
                "org.apache.spark.deploy.worker.Worker", url(), "--host", "localhost", "--cores", "1", "--memory",
                "700m", "--webui-port", "0", "--work-dir", folder.resolve(name).toString());
        workers.add(worker);
        return worker;
    }

    private Object[] options(Object... more) {
        List<Object> options = new ArrayList<>(List.of("--master", url(), "--worker-threads", 1, "--worker-memory",
                "600m", "--conf", "spark.executor.extraClassPath=" + System.getProperty("java.class.path")));
        options.addAll(List.of(more));
        return options.toArray();
    }

    private InProcess train(Object... more) {
        List<Object> args = new ArrayList<>(List.of("cluster", "train", "softmax", "--dataset", "synthetic",
                "--limit-train", 64, "--limit-test", 20, "--batch-size", 32, "--epochs", 1, "--out",
                folder.resolve("run")));
        args.addAll(List.of(more));
        return InProcess.run(args.toArray());
    }

    /** Garbage on the ports, a worker that joins, a daemon that dies with its worker: the same bytes. */
    @Test
    void workersComeAndGo() throws Exception {
        byte[] here = new Runs(folder).here(MODEL);
        Process first = worker("first");
        CompletableFuture<byte[]> run = CompletableFuture.supplyAsync(() -> {
            try {
                return new Runs(folder).cluster(MODEL, options("--workers", 1, "--conf", "spark.cores.max=2"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        ProcessHandle working = Processes.awaitWorkers(1).getFirst();
        Processes.awaitStep(folder.resolve("cluster"), 2);
        Processes.signal("STOP", working); // the run is not to end before the other one is there
        sendGarbage();
        worker("second");
        Processes.awaitWorkers(2);
        Processes.signal("CONT", working);
        Processes.awaitStep(folder.resolve("cluster"), 20);
        first.descendants().forEach(ProcessHandle::destroyForcibly);
        first.destroyForcibly();
        assertArrayEquals(here, run.get(10, TimeUnit.MINUTES));
    }

    /** To whatever listens here: the master, the daemons, the driver, the workers. */
    private void sendGarbage() throws IOException {
        byte[] garbage = new byte[10_000];
        new Random().nextBytes(garbage);
        List<InetSocketAddress> doors = Processes.listening();
        assertTrue(doors.stream().anyMatch(door -> door.getPort() == port), doors::toString);
        for (InetSocketAddress door : doors) {
            for (int i = 0; i < 5; i++) {
                try (Socket socket = new Socket(door.getAddress(), door.getPort())) {
                    socket.getOutputStream().write(garbage, 0, 1 + new Random().nextInt(garbage.length));
                } catch (IOException e) {
                    // refused, as it should be
                }
            }
        }
    }

    @Test
    void withoutWorkersItSaysSo() throws Exception {
        InProcess run = train(options("--wait", 2, "--workers", 3));
        assertTrue(run.failedWith("cluster: 0 of 3 workers after 2 seconds. Rule: "), run.err());
    }

    @Test
    void withoutMasterItSaysSo() throws IOException {
        String nobody = "spark://localhost:" + freePort();
        InProcess run = train("--master", nobody);
        assertTrue(run.failedWith("cluster: no Spark master answers at " + nobody), run.err());
        for (String wrong : new String[] {"localhost:7077", "spark://a:1,b:2", "yarn", "spark://localhost", ""}) {
            assertTrue(train("--master", wrong).failedWith("--master = " + wrong + ". Rule: spark://HOST:PORT"), wrong);
        }
    }
}
