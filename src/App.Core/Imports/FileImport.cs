using System.Diagnostics.CodeAnalysis;
using App.Core.Imports.Brokers;
using App.Core.Imports.Csv;
using App.Core.Results;

namespace App.Core.Imports;

/// <summary>What a file turned out to be.</summary>
public abstract record FileReading
{
    private FileReading()
    {
    }

    /// <summary>Our template, or nothing that is known: then the errors say so.</summary>
    public sealed record Template(ImportReading Reading) : FileReading;

    /// <summary>What a broker exports.</summary>
    public sealed record Broker(BrokerReading Reading) : FileReading;
}

/// <summary>Reads whatever is uploaded: the template by its rules, a broker's own export by its layout.</summary>
/// <remarks>No side effects, no state. Any bytes end in a reading. A file that is nearly the template is read as the template, so that its errors are the template's.</remarks>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Injected into use cases.")]
public sealed class FileImport
{
    // Titles that are the template's: with its price, with two of them, or with one and no cost by another name, a file means to be the template.
    private static readonly HashSet<TemplateColumn> OwnTitles =
        [TemplateColumn.EntryPrice, TemplateColumn.EntryDate, TemplateColumn.InvestmentClass, TemplateColumn.InvestmentSubtype, TemplateColumn.ExitDate, TemplateColumn.ExitPrice];

    /// <summary>Reads a file.</summary>
    /// <param name="content">The bytes from where it stands; read to at most one byte over the limit, and left open.</param>
    /// <param name="fileName">The name it was uploaded under.</param>
    /// <param name="options">How a broker's file is to be read; the user's day counts for the template too.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<FileReading> ReadAsync(Stream content, string fileName, BrokerImportOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(options);
        var bytes = await BoundedCopy.ReadAsync(content, TemplateImport.LargestFile, cancellationToken).ConfigureAwait(false);
        return Read(bytes, fileName, options, cancellationToken);
    }

    /// <inheritdoc cref="ReadAsync"/>
    public FileReading Read(ReadOnlyMemory<byte> content, string fileName, BrokerImportOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (content.Length > TemplateImport.LargestFile)
            return Failed(fileName, [TemplateImport.TooLarge()]);
        var text = TemplateImport.Decode(content, fileName);
        if (!text.IsSuccess)
            return Failed(fileName, [.. text.Errors.Select(error => WrongContent.WithWayOut(error, content.Span, fileName))]);

        var asTemplate = TemplateImport.Read(text.Value, fileName, options.Today, cancellationToken);
        return asTemplate.Table is not null || MeansTheTemplate(text.Value)
            ? new FileReading.Template(asTemplate)
            : ReadBroker(BrokerSheet.Of(text.Value, fileName), fileName, options, cancellationToken) ?? new FileReading.Template(asTemplate);
    }

    private static FileReading? ReadBroker(IReadOnlyList<BrokerSheet> sheets, string fileName, BrokerImportOptions options, CancellationToken cancellationToken)
    {
        if (options.Columns is null && sheets.Select(WrongFiles.Recognise).FirstOrDefault(found => found is not null) is { } wrong)
            return Failed(fileName, [NotHoldings(fileName, wrong)]);
        return BrokerImport.Read(sheets, fileName, options, cancellationToken) is { } reading ? new FileReading.Broker(reading) : null;
    }

    private static FileReading.Template Failed(string fileName, IReadOnlyList<Error> errors) => new(TemplateImport.Failed(fileName, errors));

    private static Error NotHoldings(string fileName, WrongFile wrong) => BrokerErrors.NotHoldings.Because(
        $"{fileName} is {wrong.What}{(wrong.Broker.Length > 0 ? $" ({wrong.Broker})" : "")}, not a list of holdings. {wrong.DownloadInstead}",
        "File",
        details: new Dictionary<string, object?> { [ErrorDetails.Found] = wrong.What, ["guide"] = $"/guide/{wrong.Guide}" });

    private static bool MeansTheTemplate(DecodedText text) => text.Delimiters.Any(delimiter =>
    {
        using var cursor = new RowCursor(text, delimiter);
        return cursor.Read() && cursor.FieldCount <= HeaderReader.MostColumns && MeansTheTemplate(cursor.GetStrings());
    });

    private static bool MeansTheTemplate(string[] titles)
    {
        var own = titles.Select(TemplateColumns.Find).OfType<TemplateColumn>().Where(OwnTitles.Contains).ToHashSet();
        var hasCost = titles.Any(title => ColumnDictionary.Find(title) is PositionField.CostPerShare or PositionField.TotalCost or PositionField.Cost);
        return own.Contains(TemplateColumn.EntryPrice) || own.Count >= 2 || (own.Count == 1 && !hasCost);
    }
}
