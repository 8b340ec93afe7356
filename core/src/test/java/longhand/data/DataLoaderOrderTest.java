package longhand.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import longhand.random.Generator;
import org.junit.jupiter.api.Test;

/** The order of images is PyTorch's: {@code make_loader_orders.py} wrote what is expected. */
class DataLoaderOrderTest {
    @Test
    void imagesComeInPyTorchsOrder() throws IOException {
        List<String> runs = lines();
        assertEquals(49, runs.size());
        for (String line : runs) {
            assertEquals(line, rerun(line.split(" \\| ")[0]));
        }
    }

    private static String rerun(String run) {
        String[] numbers = run.split(" ");
        Generator generator = new Generator(Long.parseLong(numbers[0]));
        Dataset dataset = new NumberedImages(Integer.parseInt(numbers[1]));
        boolean shuffle = numbers[3].equals("1");
        LoaderOptions options = new LoaderOptions(Integer.parseInt(numbers[2]), shuffle, numbers[4].equals("1"), 1);
        List<String> line = new ArrayList<>(List.of(run));
        try (DataLoader train = new DataLoader(dataset, options, generator);
                DataLoader test = new DataLoader(dataset, LoaderOptions.batches(dataset.size()), generator)) {
            for (int epoch = 0; epoch < 3; epoch++) {
                line.add(summary(train.epoch()));
                test.epoch().forEach(Batch::release);
            }
        }
        line.add(Long.toString(generator.random64()));
        return String.join(" | ", line);
    }

    private static String summary(Epoch epoch) {
        List<Integer> order = new ArrayList<>();
        for (Batch batch : epoch) {
            for (int index : batch.indices()) {
                order.add(index);
            }
            batch.release();
        }
        ByteBuffer bytes = ByteBuffer.allocate(4 * order.size()).order(ByteOrder.LITTLE_ENDIAN);
        order.forEach(bytes::putInt);
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        return order.stream().limit(10).map(String::valueOf).collect(Collectors.joining(" ")) + " " + crc.getValue();
    }

    private static List<String> lines() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                DataLoaderOrderTest.class.getResourceAsStream("loader-orders.txt"), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
