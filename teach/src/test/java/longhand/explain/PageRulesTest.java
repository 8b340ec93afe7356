package longhand.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.explain.exercise.Assignment;
import longhand.explain.exercise.Assignment.Wanted;
import longhand.explain.exercise.ClassPage;
import longhand.explain.exercise.FeedbackPages;
import longhand.explain.exercise.Grade;
import longhand.explain.exercise.Grader;
import longhand.explain.exercise.Rubric;
import longhand.explain.exercise.SheetPages;
import longhand.explain.exercise.Student;
import longhand.explain.graph.Graph;
import longhand.explain.model.ModelExplanation;
import longhand.models.Models;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.random.Generator;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import longhand.testing.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link longhand.testing.PageRules} on every kind of page, as wide as a magnified one (400 %), a phone and a desk. */
class PageRulesTest {
    /** Left to right, right to left, no space to break at, and what a browser could take for its own. */
    private static final List<String> NAMES = List.of("tabby cat", "قطة منزلية ذات فرو قصير", "</script><b>bold</b>",
            "Donaudampfschifffahrtsgesellschaftskapitän".repeat(3), "e\u0301\u0327\u0323", "&amp;", "0", "–", "x y",
            "\"'`");
    @TempDir
    private Path folder;

    /** On paper nothing is cut, and the ground is white, whatever the reader's screen is. */
    private void assertPrinted(Map<String, String> pages) throws Exception {
        try (Browser browser = Browser.start(folder)) {
            browser.paper();
            for (Map.Entry<String, String> page : pages.entrySet()) {
                browser.open(Files.writeString(folder.resolve("page.html"), page.getValue()).toUri().toString());
                assertEquals("rgb(255, 255, 255)", browser.eval("getComputedStyle(document.body).backgroundColor")
                        .asText(), page.getKey());
                assertEquals("", browser.faults(), page.getKey());
                browser.screen(1400, true);
                assertNotEquals("rgb(255, 255, 255)", browser.eval("getComputedStyle(document.body).backgroundColor")
                        .asText(), page.getKey());
                browser.paper();
            }
        }
    }

    private void assertFollowed(Map<String, String> pages, String states) throws Exception {
        JsonNode seen = Chromium.visit(pages, """
                async (w, d) => {
                  const found = new Set();
                  for (const width of [320, 1400]) {
                    w.frameElement.style.width = width + "px";
                    for (const state of STATES) { await state(); pageFaults(w, d).forEach(f => found.add(width + ": " + f)); }
                  }
                  return [...found].join("\\n");
                }""".replace("STATES", states), folder);
        StringBuilder faults = new StringBuilder();
        seen.properties().forEach(p -> faults.append(p.getValue().asText().isEmpty() ? "" : p.getKey() + "\n"
                + p.getValue().asText() + "\n"));
        assertEquals("", faults.toString());
    }

    @Test
    void explanations() throws Exception {
        Map<String, String> pages = new LinkedHashMap<>();
        WorkedExamples.all().forEach((name, e) -> pages.put(name, e.html()));
        Values huge = Values.of(new double[] {1e30, -1e-30, -0.0, 123456.789, -1e300, 5e-324, 1.0 / 3}, 1, 7);
        pages.put("a picture", Explain.conv2d(Values.filled(1, 28, 28), Values.filled(1, 6, 1, 5, 5),
                Window2d.square(5)).html());
        pages.put("1×1", Explain.conv2d(Values.filled(-0.0, 1, 1), Values.filled(2, 1, 1), Window2d.square(1)).html());
        pages.put("1×N", Explain.conv2d(huge, Values.filled(3, 1, 2), Window2d.of(1, 2)).html());
        pages.put("long row", Explain.linear(Values.filled(-1e-30, 1, 40), Values.filled(1e30, 12, 40), Explain.NONE,
                Explain.NONE).html());
        pages.put("softmax of 100", Explain.softmaxCrossEntropy(Values.filled(0.25, 2, 100), 3, 99).html());
        assertFollowed(pages, "Array.from(d.getElementById('views').children, b => () => b.click())");
    }

    @Test
    void networksAndGraphs() throws Exception {
        Generator.manualSeed(18);
        Layer lenet = Models.get("lenet").create(1, 10);
        List<String> hundred = IntStream.range(0, 100).mapToObj(i -> NAMES.get(i % 10) + " " + i).toList();
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("lenet", ModelExplanation.of("lenet", lenet, true, Tensor.rand(1, 1, 28, 28), NAMES).html());
        pages.put("a hundred classes", ModelExplanation.of("<b>x</b>".repeat(20),
                Models.get("lenet").create(1, 100), true, Tensor.rand(1, 1, 28, 28), hundred).html());
        assertFollowed(pages, "Array.from({length: w.eval('model.stages.length')}, (_, s) => () => "
                + "w.eval(`choosePlace({stage: ${s}, channel: model.stages[${s}].kept[0], row: 0, column: 0})`))");
        Layer net = new Sequential(new Linear(4, 3), new ReLU(), new Linear(3, 2));
        Tensor w = Tensor.of(new float[] {1e30f, -0f, Float.NaN}, 3).requiresGrad(true);
        Tensor loss = new CrossEntropyLoss().forward(net.forward(Tensor.rand(5, 4)), new int[] {0, 1, 0, 1, 0});
        Tensor odd = w.mul(w).sum();
        Graph of = Graph.of(loss).layers(net);
        Graph one = Graph.of(odd).name(NAMES.get(3), w);
        loss.backward();
        odd.backward();
        pages.put("graph", of.html());
        assertPrinted(pages);
        assertFollowed(Map.of("layers", of.html(), "odd numbers", one.html()),
                "Array.from({length: 8}, () => () => d.getElementById('next').click())");
    }

    @Test
    void homework() throws Exception {
        List<Student> students = Stream.concat(IntStream.range(0, NAMES.size())
                .mapToObj(i -> Student.named("S" + i + " " + NAMES.get(i))),
                IntStream.range(0, 10).mapToObj(i -> Student.named("Student " + i))).toList();
        Assignment assignment = Assignment.forStudents(NAMES.get(3) + " <b>", Stream.of("corr2d", "maxpool:4",
                "conv2d:3", "Softmax").map(k -> Wanted.parse(k, 1, 10)).toList(), 8, students);
        Path answers = Files.createDirectory(folder.resolve("answers"));
        for (Student s : students.subList(0, 8)) {
            Files.writeString(answers.resolve(s.id() + ".txt"), "Problem 1\n1 2\n3 4\n\nProblem 2\n1e30 2\n3 4\n");
        }
        Files.writeString(answers.resolve(students.getLast().id() + ".txt"), "Problem 1\nI do not know\n");
        List<Grade> grades = Grader.grade(answers, assignment, Rubric.USUAL);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("sheet", SheetPages.sheet(assignment, assignment.sheets().getFirst()));
        pages.put("to print", SheetPages.printAll(assignment));
        pages.put("key", SheetPages.key(assignment));
        pages.put("class", ClassPage.page(assignment, grades));
        for (Grade grade : grades.subList(0, NAMES.size())) {
            pages.put("feedback " + grade.student().name(), FeedbackPages.page(assignment, grade));
        }
        assertFollowed(pages, "[() => {}]");
        pages.keySet().removeIf(name -> name.startsWith("feedback S") && !name.startsWith("feedback S3"));
        assertPrinted(pages);
    }
}
