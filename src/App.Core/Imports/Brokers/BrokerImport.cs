using App.Core.Imports.Brokers.Layouts;
using App.Core.Imports.Brokers.Mapping;
using App.Core.Market;
using App.Core.Results;

namespace App.Core.Imports.Brokers;

/// <summary>How a broker's file is to be read.</summary>
public sealed record BrokerImportOptions
{
    /// <summary>The user's day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The day on which positions without one of their own are entered; null for the session on or before the day of the file.</summary>
    public DateOnly? EntryDate { get; init; }

    /// <summary>The columns as the user chose them; null to go by the header. With a choice a file is read as a table of positions even when nothing recognises it.</summary>
    public ColumnChoice? Columns { get; init; }

    /// <summary>Values of the template's columns that the user replaced, by the line of the position.</summary>
    public IReadOnlyList<CellEdit> Edits { get; init; } = [];
}

/// <summary>Reads what a broker exports: text → recognised layout → rows → positions, with every row that is none and its reason.</summary>
/// <remarks>No side effects, no state. Any text ends in a reading: of positions, of errors, or of rows that nothing is known of.</remarks>
internal static class BrokerImport
{
    private static readonly AnyPositions AnyTable = new();

    /// <summary>Reads a file; null when no layout knows it and no columns are chosen. With a choice that cannot be the reading has ERR_BROKER_004 and every row unread.</summary>
    /// <param name="sheets">The file by each separator that it may have.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="options">How it is to be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static BrokerReading? Read(IReadOnlyList<BrokerSheet> sheets, string fileName, BrokerImportOptions options, CancellationToken cancellationToken)
    {
        if (options.Columns is { } choice)
            return ReadChosen(sheets, choice, fileName, options, cancellationToken);
        if (Recogniser.Recognise(sheets) is not { } found)
            return null;
        var (layout, sheet, recognition) = found;
        return Read(layout, sheet, MatchOf(layout, recognition), null, fileName, options, cancellationToken);
    }

    private static BrokerReading ReadChosen(IReadOnlyList<BrokerSheet> sheets, ColumnChoice choice, string fileName, BrokerImportOptions options, CancellationToken cancellationToken)
    {
        if (Recogniser.Recognise(sheets) is not { } found)
        {
            var table = TableFinder.Find(sheets);
            var sheet = table?.Sheet ?? sheets[0];
            var map = ChosenColumns.MapOf(choice, sheet, table?.HeaderLine ?? 0);
            return map.IsSuccess
                ? Read(AnyTable, sheet, MatchOf(AnyTable, new(100, ["Its columns were chosen by hand."])), map.Value, fileName, options, cancellationToken)
                : Refused(sheet, null, map.Errors, fileName, options);
        }

        var (layout, known, recognition) = found;
        var match = MatchOf(layout, recognition with { Reasons = [.. recognition.Reasons, "Its columns were chosen by hand."] });
        if (!layout.TakesColumns)
            return Refused(known, match, [BrokerErrors.ImpossibleColumns.Because($"The file is recognised as {layout.Title}: it has several tables with titles of their own, and is read without a choice of columns. Leave the columns out.", "Columns")], fileName, options);
        var chosen = ChosenColumns.MapOf(choice, known, layout.HeaderOf(known)?.Line ?? 0);
        return chosen.IsSuccess ? Read(layout, known, match, chosen.Value, fileName, options, cancellationToken) : Refused(known, match, chosen.Errors, fileName, options);
    }

    private static BrokerReading Read(PositionsLayout layout, BrokerSheet sheet, LayoutMatch match, ColumnMap? given, string fileName, BrokerImportOptions options, CancellationToken cancellationToken)
    {
        var reading = Judge(layout.Read(sheet, given, cancellationToken), sheet, match, layout.IsPlan, fileName, options, cancellationToken) with { Delimiter = sheet.Delimiter, Choice = options.Columns };
        return reading.Columns is { } columns ? reading with { Guesses = UnknownTables.Columns(sheet, columns, layout) } : reading;
    }

    private static LayoutMatch MatchOf(PositionsLayout layout, Recognition recognition) => new(layout.Id, layout.Broker, layout.Title, recognition.Score, recognition.Reasons);

    private static BrokerReading Refused(BrokerSheet sheet, LayoutMatch? match, IReadOnlyList<Error> errors, string fileName, BrokerImportOptions options)
    {
        var table = new BrokerTable();
        foreach (var row in sheet.Rows())
        {
            table.TotalRows++;
            table.AddUnread(row, UnreadKind.Unknown, "Not read: the columns cannot be as they were chosen.");
        }

        return new BrokerReading
        {
            FileName = fileName,
            Delimiter = sheet.Delimiter,
            Choice = options.Columns,
            Layout = match,
            EntryDate = options.EntryDate ?? SessionOf(options.Today),
            Unread = table.Unread,
            UnreadCount = table.UnreadCount,
            Errors = errors,
            ErrorCount = errors.Count,
            TotalRows = table.TotalRows,
        };
    }

    private static BrokerReading Judge(BrokerTable table, BrokerSheet sheet, LayoutMatch match, bool isPlan, string fileName, BrokerImportOptions options, CancellationToken cancellationToken)
    {
        var accounts = table.LimitAccounts();
        Lots.Settle(table);
        Currencies.Settle(table);
        table.Quote(sheet);
        var asOf = table.AsOf is { } day && day <= options.Today ? day : (DateOnly?)null;
        var entryDate = options.EntryDate ?? SessionOf(asOf ?? options.Today);
        var assembly = new PositionAssembly(table, options, isPlan);
        var positions = assembly.Run(entryDate, cancellationToken);
        foreach (var line in table.Damaged)
            assembly.Faults.Add(() => FileErrors.Malformed.Because($"Line {line} cannot be split into fields: a quote is not closed, or it has more fields than any table of positions. Mend the line, or remove it.", row: line));
        if (accounts > BrokerTable.MostAccounts)
            assembly.Faults.Add(() => TooManyAccounts(accounts));
        if (table.Entries.Count == 0)
            assembly.Faults.Add(() => FileErrors.NoRows.Because($"The file is recognised as {match.Title}, but no row of it is a position."));

        return new BrokerReading
        {
            FileName = fileName,
            Layout = match,
            AsOf = asOf,
            EntryDate = entryDate,
            Accounts = [.. table.Accounts.Select((sums, index) => AccountOf(match, sums, index, positions[index])).Where(account => account.Positions.Count > 0 || account.Cash != 0 || account.Pending != 0)],
            Unread = table.Unread,
            UnreadCount = table.UnreadCount + table.Damaged.Count,
            Errors = [.. assembly.Faults.Errors.OrderBy(error => error.Row)],
            ErrorCount = assembly.Faults.Count,
            Warnings = table.Warnings,
            TotalRows = table.TotalRows,
            Columns = table.Columns,
        };
    }

    private static Error TooManyAccounts(int found) => BrokerErrors.TooManyAccounts.Because(
        FormattableString.Invariant($"The file names {found:N0} accounts; at most {BrokerTable.MostAccounts} are read from one file. Export fewer accounts at once or split the file, or say which column names the account."),
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = found, [ErrorDetails.Allowed] = BrokerTable.MostAccounts });

    // A file of a Sunday shows what was held at Friday's close.
    private static DateOnly SessionOf(DateOnly day) => TradingCalendar.Nyse.FindSessionOnOrBefore(day) ?? day;

    private static ReadAccount AccountOf(LayoutMatch match, AccountSums sums, int index, IReadOnlyList<ReadPosition> positions) => new()
    {
        Index = index,
        Name = AccountMask.Name(sums.Label.Name),
        MaskedNumber = AccountMask.Of(sums.Label.Number),
        ProposedName = AccountProposals.NameOf(match.Broker, sums.Label),
        ProposedType = AccountProposals.TypeOf(sums.Label),
        Positions = positions,
        Cash = sums.Cash,
        Pending = sums.Pending,
        Reconciliation = new(sums.FileTotal, positions.Sum(position => position.Value ?? 0) + sums.Cash + sums.Pending) { LeftOut = sums.LeftOut, Note = sums.Note },
    };
}
