package longhand.explain.exercise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import longhand.explain.Chromium;
import longhand.explain.exercise.Assignment.Wanted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sheet that is filled in and saved in a browser is an answer file. */
class FormTest {
    /** Types into the fields of a sheet, presses its button, and keeps what the browser would save. */
    private static final String FILLER = """
            async (w, d) => {
              const seen = {}, typed = TYPED;
              w.URL.createObjectURL = blob => { seen.blob = blob; return "#"; };
              w.HTMLAnchorElement.prototype.click = function () { seen.name = this.download; };
              const fields = Array.from(d.querySelectorAll("textarea"));
              fields.forEach((t, i) => { t.value = typed[i]; t.dispatchEvent(new w.Event("input", {bubbles: true})); });
              seen.headers = Array.from(d.querySelectorAll("table")).every(t => Array.from(t.tBodies[0].rows).every(r =>
                r.querySelectorAll("th[scope=row]").length === 1
                && r.querySelectorAll("td").length === t.querySelectorAll("th[scope=col]").length));
              seen.read = fields.map(t => t.parentElement.querySelector(".read").textContent);
              d.getElementById("save").click();
              seen.text = await seen.blob.text();
              seen.state = d.getElementById("state").textContent;
              return seen;
            }""";

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
        String filler = FILLER.replace("TYPED", new ObjectMapper().writeValueAsString(typed).replace("</", "<\\/"));
        JsonNode seen = Chromium.visit(Map.of("sheet", SheetPages.sheet(assignment, sheet)), filler, folder)
                .get("sheet");
        assertTrue(seen.get("headers").asBoolean(), "every number has a row and a column");
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
