import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDFs with veraPDF: {@code ValidatePdf FLAVOUR FILE…}; lists the rules that each file breaks, once each. */
public final class ValidatePdf {
    private static final int REPORTED_FAILURES = 100;

    public static void main(String[] arguments) {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
        List<String> files = Arrays.asList(arguments).subList(1, arguments.length);
        long faulty = files.stream().filter(file -> !isCompliant(Path.of(file), flavour)).count();
        System.out.printf("PDF/A-%s: %d of %d files pass%n", flavour.getId(), files.size() - faulty, files.size());
        System.exit(faulty == 0 ? 0 : 1);
    }

    private static boolean isCompliant(Path file, PDFAFlavour flavour) {
        Set<String> broken = new LinkedHashSet<>();
        boolean compliant = false;
        try (var input = Files.newInputStream(file);
                var parser = Foundries.defaultInstance().createParser(input, flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, REPORTED_FAILURES, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            compliant = result.isCompliant();
            for (TestAssertion assertion : result.getTestAssertions()) {
                var rule = assertion.getRuleId();
                broken.add(rule.getClause() + "-" + rule.getTestNumber() + ": " + assertion.getMessage());
            }
        } catch (Exception failure) {
            broken.add(failure.toString());
        }
        if (!compliant) {
            System.out.println(file + " fails");
            broken.forEach(rule -> System.out.println("    " + rule));
        }
        return compliant;
    }
}
