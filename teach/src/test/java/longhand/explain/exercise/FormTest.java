package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import longhand.explain.Chromium;
import longhand.explain.exercise.Assignment.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sheet that is filled in and saved in a browser is an answer file. */
class FormTest {
    /**
     * Puts the sheet into a frame, types into its fields, presses the button, and keeps what the browser would save.
     */
    private static final String HARNESS = """
            <!DOCTYPE html><meta charset="utf-8"><body><script>
            const f = document.createElement("iframe"), typed = TYPED, seen = {};
            f.srcdoc = PAGE;
            f.onload = async () => {
              try {
                const w = f.contentWindow, d = f.contentDocument;
                w.URL.createObjectURL = blob => { seen.blob = blob; return "#"; };
                w.HTMLAnchorElement.prototype.click = function () { seen.name = this.download; };
                const fields = Array.from(d.querySelectorAll("textarea"));
                fields.forEach((t, i) => { t.value = typed[i]; t.dispatchEvent(new w.Event("input", {bubbles: true})); });
                seen.read = fields.map(t => t.parentElement.querySelector(".read").textContent);
                d.getElementById("save").click();
                seen.text = await seen.blob.text();
                seen.state = d.getElementById("state").textContent;
              } catch (e) { seen.error = String(e); }
              document.body.innerHTML = "";
              const pre = document.createElement("pre");
              pre.textContent = JSON.stringify(seen);
              document.body.append(pre);
            };
            document.body.append(f);
            </script></body>
            """;

    @Test
    void aSavedFormIsGraded(@TempDir Path folder) throws Exception {
        Assignment assignment = Assignment.forStudents("H & <b>1</b>", Stream.of("corr2d", "maxpool:4", "Softmax")
                .map(k -> Wanted.parse(k, 1, 10)).toList(), 8, List.of(Student.named("Ana \"</script>\" Muster")));
        Assignment.Sheet sheet = assignment.sheets().getFirst();
        List<String> typed = sheet.questions().stream().map(q -> switch (q) {
            case Exercise e -> e.problem().truth().toString().replace("; ", "\n").replace(" | ", "\n\n");
            case CodeQuestion c -> c.task().solution();
            case CellQuestion c -> "";
        }).toList();
        ObjectMapper json = new ObjectMapper();
        Path harness = Files.writeString(folder.resolve("harness.html"), HARNESS
                .replace("TYPED", json.writeValueAsString(typed).replace("</", "<\\/"))
                .replace("PAGE", json.writeValueAsString(SheetPages.sheet(assignment, sheet)).replace("</", "<\\/")));
        Matcher pre = Pattern.compile("(?s)<pre>(.*)</pre>").matcher(Chromium.dom(harness, folder));
        assertTrue(pre.find(), "the harness did not finish");
        JsonNode seen = json.readTree(pre.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
        assertTrue(seen.path("error").isMissingNode(), seen.toString());
        assertEquals("Read as 2 × 2 numbers.", seen.get("read").get(0).asText());
        assertEquals("Read as 2 channels of 3 × 3 numbers.", seen.get("read").get(1).asText());
        assertEquals("ana-script-muster.json", seen.get("name").asText());
        assertTrue(seen.get("state").asText().startsWith("Saved as ana-script-muster.json"), seen.toString());
        Path answers = Files.createDirectory(folder.resolve("answers"));
        Files.writeString(answers.resolve("ana-script-muster.json"), seen.get("text").asText());
        Grade grade = Grader.grade(answers, assignment, Rubric.USUAL).getFirst();
        assertEquals(Grade.Status.CORRECT, grade.status(), grade.toString());
        Files.move(answers.resolve("ana-script-muster.json"), answers.resolve("download (3).json"));
        assertEquals(30, Grader.grade(answers, assignment, Rubric.USUAL).getFirst()
                .points(), "the form says whose it is");
    }
}
