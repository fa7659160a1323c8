using App.Core.Portfolios;
using App.Core.Results;

namespace App.Core.Imports.Brokers;

/// <summary>What a broker's file was read as: whose it is, the accounts in it, each position, and each row that is none, with its reason.</summary>
public sealed record BrokerReading
{
    /// <summary>The file's name as it was uploaded.</summary>
    public required string FileName { get; init; }

    /// <inheritdoc cref="ImportReading.Fingerprint"/>
    public string Fingerprint { get; init; } = "";

    /// <inheritdoc cref="ImportReading.IsMended"/>
    public bool IsMended { get; init; }

    /// <summary>The columns as its owner chose them; null when it was read by its titles.</summary>
    public ColumnChoice? Choice { get; init; }

    /// <summary>The layout it was recognised as; null when it was not.</summary>
    public LayoutMatch? Layout { get; init; }

    /// <summary>What separates the fields: comma, semicolon or tab; comma for a workbook.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>The day of the figures; null when the file does not say.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The day that positions without one of their own are entered on.</summary>
    public required DateOnly EntryDate { get; init; }

    /// <summary>The accounts, in the order in which the file names them.</summary>
    public IReadOnlyList<ReadAccount> Accounts { get; init; } = [];

    /// <summary>The rows that are no positions, at most 1 000.</summary>
    public IReadOnlyList<UnreadRow> Unread { get; init; } = [];

    /// <summary>How many rows are no positions. With those of the accounts, all rows of the file.</summary>
    public int UnreadCount { get; init; }

    /// <summary>What keeps positions from being imported, in file order; at most 1 000.</summary>
    public IReadOnlyList<Error> Errors { get; init; } = [];

    /// <summary>How many errors there are.</summary>
    public int ErrorCount { get; init; }

    /// <summary>What its owner should know.</summary>
    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];

    /// <summary>Rows of the file that are neither blank nor comments.</summary>
    public int TotalRows { get; init; }

    /// <summary>The columns as they were understood; null when no header was found.</summary>
    public ColumnMap? Columns { get; init; }

    /// <summary>The columns from left to right and what each of them seems to hold, whatever it was read as; empty when no header was found.</summary>
    public IReadOnlyList<ColumnGuess> Guesses { get; init; } = [];

    /// <summary>Rows read as positions, those at fault included.</summary>
    public int ReadRows => Accounts.Sum(account => account.Positions.Sum(position => position.Lines.Count));

    /// <summary>Rows that became positions without error.</summary>
    public int ValidRows => Accounts.Sum(account => account.Positions.Where(position => position.Draft is not null).Sum(position => position.Lines.Count));

    /// <summary>The errors of some of the accounts, and those of no account.</summary>
    /// <param name="accounts">Their <see cref="ReadAccount.Index"/>.</param>
    public IEnumerable<Error> ErrorsOf(IEnumerable<int> accounts)
    {
        var chosen = accounts.ToHashSet();
        var others = Accounts.Where(account => !chosen.Contains(account.Index)).SelectMany(account => account.Positions).SelectMany(position => position.Lines).ToHashSet();
        return Errors.Where(error => error.Row is not { } row || !others.Contains(row));
    }

    /// <summary>One account as a reading of one portfolio. ERR_BROKER_002 when the file has several and none is named, ERR_BROKER_003 when it has not the one named.</summary>
    public ImportReading ToImport(int? account)
    {
        var chosen = account is { } index ? Accounts.Where(each => each.Index == index).ToList() : [.. Accounts];
        if (chosen.Count != 1 && Accounts.Count > 0)
        {
            var list = string.Join(", ", Accounts.Select(each => FormattableString.Invariant($"{each.Index}: {each.ProposedName}")));
            return TemplateImport.Failed(FileName, [account is null
                ? BrokerErrors.SeveralAccounts.Because($"The file has {Accounts.Count} accounts ({list}), and a portfolio is one account. Name one of them, or import all of them at once.")
                : BrokerErrors.NoSuchAccount.Because($"The file has no account {account}. It has {list}.")]);
        }

        var errors = ErrorsOf(chosen.Select(each => each.Index)).ToList();
        return new ImportReading
        {
            FileName = FileName,
            Fingerprint = Fingerprint,
            IsMended = IsMended,
            Positions = [.. chosen.SelectMany(each => each.Positions).Select(position => position.Draft).OfType<PositionDraft>()],
            Errors = errors,
            ErrorCount = Accounts.Count > 1 ? errors.Count : ErrorCount,
            TotalRows = chosen.Sum(each => each.Positions.Sum(position => position.Lines.Count)),
            Warnings = Warnings,
        };
    }

    /// <summary>True when every position of every account may be imported, and there is one.</summary>
    public bool IsValid => ErrorCount == 0 && Accounts.Any(account => account.Positions.Count > 0);
}

/// <summary>A layout by which a file was recognised.</summary>
/// <param name="Id">The stable id, such as <c>schwab_positions</c>.</param>
/// <param name="Broker">Whose it is; empty for a table of nobody in particular.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Score">How sure, 0 to 100.</param>
/// <param name="Reasons">What it was told by.</param>
public sealed record LayoutMatch(string Id, string Broker, string Title, int Score, IReadOnlyList<string> Reasons);

/// <summary>An account of a file.</summary>
public sealed record ReadAccount
{
    /// <summary>Its place in the file, from 0: by which it is chosen.</summary>
    public required int Index { get; init; }

    /// <summary>Its name in the file, without its number; empty when it has none.</summary>
    public required string Name { get; init; }

    /// <summary>Its number but for the last four characters; null when the file has none.</summary>
    public string? MaskedNumber { get; init; }

    /// <summary>An account name to propose.</summary>
    public required string ProposedName { get; init; }

    /// <summary>An account type to propose.</summary>
    public required AccountType ProposedType { get; init; }

    /// <summary>The positions in file order.</summary>
    public IReadOnlyList<ReadPosition> Positions { get; init; } = [];

    /// <summary>Cash that is no position.</summary>
    public decimal Cash { get; init; }

    /// <summary>Money under way.</summary>
    public decimal Pending { get; init; }

    /// <summary>The sum of the file against what was read.</summary>
    public required Reconciliation Reconciliation { get; init; }

    /// <summary>What the account is worth: the file's total, else what was read. The equity balance to propose.</summary>
    public decimal Equity => Reconciliation.FileTotal ?? Reconciliation.ReadTotal;
}

/// <summary>The file's own total of an account against the sum of what was read.</summary>
/// <param name="FileTotal">What the file says; null when it does not.</param>
/// <param name="ReadTotal">Values of positions, cash and money under way.</param>
public sealed record Reconciliation(decimal? FileTotal, decimal ReadTotal)
{
    /// <summary>Rows of other currencies than the account's, which are in neither sum unless the note says so; empty for nearly every file.</summary>
    public IReadOnlyList<CurrencySum> LeftOut { get; init; } = [];

    /// <summary>What the file's total is of and why it may differ, in sentences; null when there is nothing to say.</summary>
    public string? Note { get; init; }

    /// <summary>File less read; null when the file has no total.</summary>
    public decimal? Difference => FileTotal - ReadTotal;

    /// <summary>True when they agree to a cent a row; null when the file has no total.</summary>
    public bool? Agrees(int rows) => Difference is { } difference ? Math.Abs(difference) <= 0.01m * Math.Max(1, rows) : null;
}

/// <summary>Rows in one currency, added up.</summary>
/// <param name="Currency">Its three-letter code.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Value">What they are worth in that currency; rows without a value count as 0.</param>
public sealed record CurrencySum(string Currency, int Rows, decimal Value)
{
    /// <summary>In words: <c>2 rows in EUR of 360.00</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Rows:N0} {(Rows == 1 ? "row" : "rows")} in {Currency} of {Value:#,0.00}");
}

/// <summary>A position as it was read, with what it was read from.</summary>
public sealed record ReadPosition
{
    /// <summary>The lines it was read from: one, or several of the same position that were added up.</summary>
    public required IReadOnlyList<int> Lines { get; init; }

    /// <summary>The first of them.</summary>
    public int Line => Lines[0];

    /// <summary>The template's twelve values, as they go through its rules; those empty are left out.</summary>
    public required IReadOnlyDictionary<TemplateColumn, string> Fields { get; init; }

    /// <summary>The security in words; empty when the file has none.</summary>
    public string Description { get; init; } = "";

    /// <summary>The position; null while a field is at fault.</summary>
    public PositionDraft? Draft { get; init; }

    /// <summary>What the file says it is worth; null when it does not.</summary>
    public decimal? Value { get; init; }

    /// <summary>What all of it cost; null when the file does not tell.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Where the cost comes from.</summary>
    public CostBasis CostBasis { get; init; }

    /// <summary>Why its symbol is only a guess, in a sentence that is also among the notes; null when it is none.</summary>
    public string? Doubt { get; init; }

    /// <summary>What is unusual about it, in sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
