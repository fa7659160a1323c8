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

    /// <summary>The columns as the user mapped them; null to go by the header.</summary>
    public ColumnMap? Columns { get; init; }

    /// <summary>Values of the template's columns that the user replaced, by the line of the position.</summary>
    public IReadOnlyList<CellEdit> Edits { get; init; } = [];
}

/// <summary>Reads what a broker exports: text → recognised layout → rows → positions, with every row that is none and its reason.</summary>
/// <remarks>No side effects, no state. Any text ends in a reading: of positions, of errors, or of rows that nothing is known of.</remarks>
internal static class BrokerImport
{
    /// <summary>Reads a file; null when no layout knows it.</summary>
    /// <param name="sheets">The file by each separator that it may have.</param>
    /// <param name="fileName">Its name.</param>
    /// <param name="options">How it is to be read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static BrokerReading? Read(IReadOnlyList<BrokerSheet> sheets, string fileName, BrokerImportOptions options, CancellationToken cancellationToken)
    {
        if (Recogniser.Recognise(sheets) is not { } found)
            return null;
        var (layout, sheet, recognition) = found;
        var match = new LayoutMatch(layout.Id, layout.Broker, layout.Title, recognition.Score, recognition.Reasons);
        return Judge(layout.Read(sheet, options.Columns, cancellationToken), sheet, match, layout.IsPlan, fileName, options, cancellationToken);
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
