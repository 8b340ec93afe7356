package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** No subcommand overwrites a file by accident. */
class OutputOptionsTest {
    private static final List<String> EXPLAIN = List.of("explain", "corr2d", "--input", "0 1; 2 3", "--kernel", "1");

    @TempDir
    private Path folder;

    private static CliRun run(List<String> command, Object... more) {
        List<Object> args = new ArrayList<>(command);
        args.addAll(List.of(more));
        return CliRun.of(args.toArray());
    }

    @Test
    void whatIsThereStays() throws IOException {
        Path mine = Files.writeString(folder.resolve("thesis.md"), "years of work");
        String refusal = mine + " exists already, and stays as it is. Fix: choose another name, or overwrite it with --force";
        assertTrue(run(EXPLAIN, "--out", mine).failedWith(refusal));
        Path page = Files.writeString(folder.resolve("thesis.html"), "years of work");
        assertTrue(CliRun.of("explain", "model", "lenet", "--out", page)
                .failedWith(refusal.replace(mine.toString(), page.toString())));
        assertEquals("years of work", Files.readString(page));
        assertTrue(CliRun.of("convert", folder.resolve("missing.pt"), mine).failedWith(refusal), "before any work");
        assertEquals("years of work", Files.readString(mine));
        Path inside = Files.createDirectory(folder.resolve("folder.md"));
        assertTrue(run(EXPLAIN, "--out", inside, "--force")
                .failedWith(inside + " is a folder. Fix: name a file in it"));
        assertEquals(0, run(EXPLAIN, "--out", mine, "--force").status());
        assertTrue(Files.readString(mine).startsWith("#"), Files.readString(mine));
    }

    @Test
    void whatIsReadIsNotOverwritten() throws IOException {
        Path mine = Files.writeString(folder.resolve("mine.pt"), "years of work");
        assertTrue(CliRun.of("convert", mine, folder.resolve("../" + folder.getFileName() + "/mine.pt"), "--force")
                .failedWith("is the file that is read. Fix: write to another one"));
    }

    /** Whatever a command reads: by any option, by any name, in a folder. */
    @Test
    void nothingThatIsReadIsOverwritten() throws IOException {
        String refusal = "is the file that is read. Fix: write to another one";
        Path text = Files.writeString(folder.resolve("m.txt"), "1 2; 3 4");
        assertTrue(CliRun.of("explain", "corr2d", "--input", text, "--kernel", "1", "--out", text, "--force")
                .failedWith(refusal));
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), text);
        assertTrue(CliRun.of("explain", "corr2d", "--input", "1 2; 3 4", "--kernel", link, "--out", text, "--force")
                .failedWith(refusal));
        assertEquals("1 2; 3 4", Files.readString(text));
        Path pictures = Files.createDirectory(folder.resolve("pictures"));
        Path picture = Files.writeString(pictures.resolve("a.png"), "years of work");
        assertTrue(CliRun.of("predict", "lenet", picture, "--csv", picture, "--force").failedWith(refusal));
        assertTrue(CliRun.of("predict", "lenet", pictures, "--csv", picture, "--force").failedWith(refusal));
        assertEquals("years of work", Files.readString(picture));
    }

    @Test
    void noFileOfARunIsOverwritten() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Path config = Files.writeString(run.resolve("config.json"), "{}");
        Path weights = Files.writeString(run.resolve("checkpoint.safetensors"), "years of work");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), weights);
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), run).resolve("weights.safetensors");
        Files.writeString(linked, "by hand");
        for (Path file : List.of(config, weights, link, linked)) {
            assertTrue(CliRun.of("convert", "lenet", file, "--force")
                    .failedWith(file + " belongs to a run. Fix: write to another file"));
        }
        assertEquals("years of work", Files.readString(weights));
    }

    @Test
    void filesWithoutAGivenNameAreNew() throws IOException {
        String stem = folder.resolve("lenet").toString();
        assertEquals(folder.resolve("lenet.html"), OutputOptions.writeNew(stem, "html", "first"));
        assertEquals(folder.resolve("lenet-2.html"), OutputOptions.writeNew(stem, "html", "second"));
        assertEquals("first", Files.readString(folder.resolve("lenet.html")));
    }

    /** Also of commands that are still to come. Folders are made new, which their own commands see to. */
    @Test
    void everyCommandThatWritesAFileKnowsForce() {
        List<String> without = new ArrayList<>();
        collect(Main.create().getSubcommands().values(), without);
        assertEquals(List.of(), without);
    }

    private static void collect(Collection<CommandLine> commands, List<String> without) {
        for (CommandLine command : commands) {
            CommandSpec spec = command.getCommandSpec();
            boolean writes = spec.options().stream()
                    .anyMatch(o -> o.longestName().equals("--out") && o.paramLabel().equals("FILE"))
                    || spec.positionalParameters().stream().anyMatch(p -> p.paramLabel().equals("OUT"));
            if (writes && !spec.optionsMap().containsKey("--force")) {
                without.add(spec.qualifiedName());
            }
            collect(command.getSubcommands().values(), without);
        }
    }
}
