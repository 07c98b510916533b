package io.github.koresimroutes.cli;

import io.github.koresimroutes.journal.RouteSetArchive;
import io.github.koresimroutes.routeset.RouteFile;
import io.github.koresimroutes.routeset.RouteSet;
import io.github.koresimroutes.standalone.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The files of one route set that ran. */
@Command(name = "show",
        description = "Shows the files of a route set that ran, or writes them to a directory.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:no such set is kept, a file is there already, or the journal could not be read",
            "2:wrong usage"},
        footer = {"", "kore.queue.* settings are shown as comments. custom.* ones are not kept."})
final class RoutesShowCommand extends InstallationCommand {

    @Parameters(paramLabel = "HASH",
            description = "The set's hash, as `routes history` and `events show` tell it.")
    private String hash;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Writes the files to this directory, and overwrites none.")
    private Path directory;

    @Override
    int run(Installation installation) throws SQLException, IOException {
        RouteSet set = new RouteSetArchive(installation.journal().database()).find(hash)
                .orElseThrow(() -> new CommandException("no route set "
                        + Printable.cut(hash, Table.NAME_WIDTH) + " is kept."
                        + " `kore-sim routes history` lists those that are.")).set();
        if (directory == null) {
            show(set);
        } else {
            write(set);
        }
        return 0;
    }

    private void show(RouteSet set) {
        set.settings().queues().forEach((key, value) ->
                out().println(Printable.line("# " + key + " = " + value)));
        for (RouteFile file : set.files()) {
            out().println();
            out().println(Printable.line("# " + file.shownPlace()));
            out().print(Printable.lines(file.text()));
            if (!file.text().endsWith("\n")) {
                out().println();
            }
        }
    }

    private void write(RouteSet set) throws IOException {
        for (RouteFile file : set.files()) {
            if (Files.exists(target(file), LinkOption.NOFOLLOW_LINKS)) {
                throw new CommandException(target(file) + " is there already, and nothing was"
                        + " written. Give a directory that has none of these files.");
            }
        }
        Files.createDirectories(directory);
        for (RouteFile file : set.files()) {
            Files.writeString(target(file), file.text(), StandardOpenOption.CREATE_NEW);
        }
        err().println(set.files().size() + " files were written to " + directory);
    }

    /** Whoever writes to the database must not choose where a file goes. */
    private Path target(RouteFile file) {
        Path name = Path.of(file.name());
        if (!name.equals(name.getFileName())) {
            throw new CommandException("the set names a file "
                    + Printable.line(file.name()) + ", which is no plain name.");
        }
        return directory.resolve(name);
    }
}
