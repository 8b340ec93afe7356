package longhand.notebooks;

import java.util.ArrayList;
import java.util.List;

/** Keeps what a cell printed and displayed. */
final class Recorder implements OutputSink {
    final StringBuilder out = new StringBuilder();
    final StringBuilder err = new StringBuilder();
    final List<MimeBundle> shown = new ArrayList<>();

    @Override
    public void stdout(String text) {
        out.append(text);
    }

    @Override
    public void stderr(String text) {
        err.append(text);
    }

    @Override
    public void display(MimeBundle bundle) {
        shown.add(bundle);
    }
}
