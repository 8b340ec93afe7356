package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.explain.Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines with a number beside rows of one number each: part of the answer, or of what says whose it is. */
class OtherNumbersTest {
    private static final Values ONE = Values.vector(7);

    @ParameterizedTest
    @ValueSource(strings = {"14\nFinal answer: 7", "7\n7 * 2 = 14", "7\nshould be 8", "14\nthe mean is 7", "14\nso 7", "7\nLoss before rounding = 7.1", "1\n2\n3 \u2713\u2713 x",
        "1\n2\nfinally 3", "the first number is 1\n2\n3", "9\n7\n(really 7)", "7\nresult 8", "e^0 = 1\n2\n3", "7\nthe answer with bias is 8", "7\n8 with bias", "7\nno, 8",
        "conv layer: 1\npool: 2\nfc: 3", "7\nrather \u2192 8", "1\nsecond number is 2\n3"})
    void mayBeARow(String text) {
        String said = assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, ONE), text)
                .getMessage();
        assertTrue(said.contains("Write only the numbers, or a name and = before each."), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2\n12345 Berlin", "1 2\n12345 times\n3 4", "Ana\n10000 percent\n1 2", "1 2\n0341 1234567x"})
    void noTelephoneAndNoTown(String text) {
        Values two = Values.vector(1, 2);
        assertThrows(MatrixFormatException.class, () -> AnswerNumbers.read(text, false, two), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Max Mustermann\nMatr.-Nr. 123456\n7", "7\n\nBest regards\nMax Mustermann\nMatr.-Nr. 123456", "Matrikelnummer: 1234567\n7", "Student ID: 20231234\n7", "Ana M., group 3b\n7",
        "Problem 2\n7", "Exercise 3.2\n7", "Aufgabe 3:\n7", "Ana, 12.03.2024\n7", "March 12, 2024\n7", "12. M\u00E4rz 2024, 10:15\n7", "7\nsent at 10:15 pm", "Sheet 4, page 2 of 3\n7", "version 2\n7", "seed 42\n7",
        "(3 points)\n7", "Frage 1 (2 Punkte)\n7", "2) the loss\n7", "I added up all of the losses and divided by 4\n7", "7\nI checked it twice with my calculator, which took 10 minutes", "Ana (s1234567)\n7", "Layer 2:\n7",
        "7\nSent from my iPhone 13"})
    void tellsWhoOrWhere(String text) {
        assertArrayEquals(ONE.toArray(), AnswerNumbers.read(text, false, ONE).written().values().toArray(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Name: Max Mustermann\nMatrikelnummer: 1234567\n\n1 2\n3 4", "1 2\n3 4\n\nBest regards\nMax Mustermann\nMatr.-Nr. 123456", "Student-ID 20231234\n1 2\n3 4", "Group 7\n1 2\n3 4",
        "Ana Muster, Tel. 0341 123456\n1 2\n3 4", "1 2\n3 4\n\nAna Muster\n0341 123456", "1 2\n3 4\n\n+49 341 123456", "1 2\n3 4\n\nAna Muster\nHauptstr. 5\n12345 Berlin", "Ana\n04109 Leipzig\n\n1 2\n3 4", "1 2\n3 4\n\nZo\u00E9\n+33 6 12345678"})
    void signaturesBesideRows(String text) {
        Values truth = Values.of(new double[][] {{1, 2}, {3, 4}});
        assertArrayEquals(truth.toArray(), AnswerNumbers.read(text, false, truth).written().values().toArray(), text);
    }
}
