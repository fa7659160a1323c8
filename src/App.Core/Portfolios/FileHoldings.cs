using App.Core.Imports;
using App.Core.Imports.Brokers;

namespace App.Core.Portfolios;

/// <summary>What a file says an account holds.</summary>
public sealed record FileHoldings
{
    private const int MaxFileName = 255;

    /// <summary>The file's name as uploaded.</summary>
    public required string FileName { get; init; }

    /// <summary>What tells the account of the file from others; see <see cref="FileFingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>True when the user has replaced cells: it is then not the same as another import of these bytes.</summary>
    public bool IsMended { get; init; }

    /// <summary>Rows of the file that the positions come from.</summary>
    public required int Rows { get; init; }

    /// <summary>The positions in file order.</summary>
    public required IReadOnlyList<PositionDraft> Drafts { get; init; }

    /// <summary>Whose account it is; null for the template, which does not say.</summary>
    public AccountSource? Source { get; init; }

    /// <summary>The day the file is of; null when it does not say.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>The columns as the owner chose them, to be kept for the next such file; null when it was read by its titles.</summary>
    public ColumnMap? Columns { get; init; }

    /// <summary>True when the file lists closed positions too, so that one it leaves out is to go.</summary>
    public bool ListsAll => Source is null;

    /// <summary>The template, or one account of a broker's file as <see cref="BrokerReading.ToImport"/> gives it.</summary>
    public static FileHoldings Of(ImportReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return new() { FileName = reading.FileName, Fingerprint = FileFingerprint.OfAccount(reading.Fingerprint, 0), IsMended = reading.IsMended, Rows = reading.TotalRows, Drafts = reading.Positions };
    }

    /// <summary>An account of a broker's file.</summary>
    public static FileHoldings Of(BrokerReading reading, ReadAccount account)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(account);
        return new()
        {
            FileName = reading.FileName,
            Fingerprint = FileFingerprint.OfAccount(reading.Fingerprint, account.Index),
            IsMended = reading.IsMended,
            Rows = account.Positions.Sum(position => position.Lines.Count),
            Drafts = [.. account.Positions.Select(position => position.Draft).OfType<PositionDraft>()],
            Source = SourceOf(reading, account),
            AsOf = reading.AsOf,
            Columns = reading.Choice is null ? null : reading.Columns,
        };
    }

    /// <summary>Which account of which broker it is.</summary>
    public static AccountSource SourceOf(BrokerReading reading, ReadAccount account)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(account);
        return new(reading.Layout?.Broker ?? "", account.MaskedNumber, account.Name);
    }

    /// <summary>The record of importing it; how many positions came, changed and went is the caller's to say.</summary>
    internal ImportRecord ToRecord(Guid id, Guid portfolioId, DateTimeOffset now) => new()
    {
        Id = id,
        PortfolioId = portfolioId,
        FileName = NameOf(FileName),
        Fingerprint = Fingerprint.Length <= FileFingerprint.Longest ? Fingerprint : null,
        TotalRows = Rows,
        ImportedAt = now,
    };

    /// <summary>What is kept of the owner's choice of columns; null when there was none.</summary>
    internal ColumnMapping? ToMapping(Guid portfolioId, DateTimeOffset now) => Columns is null ? null : new()
    {
        PortfolioId = portfolioId,
        HeaderKey = Columns.Key,
        HasHeader = Columns.HeaderLine > 0,
        Columns = Columns.Fields.ToDictionary(field => field, Columns.ColumnOf),
        SavedAt = now,
    };

    // Browsers send a bare name; a program may send a path. Brokers put account numbers into names.
    private static string NameOf(string fileName)
    {
        var name = AccountMask.Text(Path.GetFileName(fileName.Replace('\\', '/')));
        return name.Length <= MaxFileName ? name : name[..MaxFileName];
    }
}
