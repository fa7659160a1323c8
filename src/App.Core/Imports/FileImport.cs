using System.Diagnostics.CodeAnalysis;
using App.Core.Imports.Brokers;
using App.Core.Imports.Brokers.Mapping;
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

    /// <summary>A table that nothing recognises: its owner may say which column holds what, and have it read with that as <see cref="BrokerImportOptions.Columns"/>.</summary>
    /// <param name="Table">The table with what its columns seem to hold.</param>
    /// <param name="AsTemplate">A reading without positions: the errors that keep the file from being imported as it is, or those of the columns that were chosen.</param>
    public sealed record Unknown(UnknownTable Table, ImportReading AsTemplate) : FileReading;
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
        var (fingerprint, isMended) = (FileFingerprint.Of(content), options.Edits.Count > 0);
        return ReadContent(content, fileName, options, cancellationToken) switch
        {
            FileReading.Broker { Reading: var broker } => new FileReading.Broker(broker with { Fingerprint = fingerprint, IsMended = isMended }),
            FileReading.Template { Reading: var template } => new FileReading.Template(template with { Fingerprint = fingerprint }),
            var unknown => unknown,
        };
    }

    private static FileReading ReadContent(ReadOnlyMemory<byte> content, string fileName, BrokerImportOptions options, CancellationToken cancellationToken)
    {
        var text = TemplateImport.Decode(content, fileName);
        if (!text.IsSuccess)
            return Failed(fileName, [.. text.Errors.Select(error => WrongContent.WithWayOut(error, content.Span, fileName))]);

        if (options.Columns is not null)
            return ReadChosen(BrokerSheet.Of(text.Value, fileName), fileName, options, cancellationToken);
        var asTemplate = TemplateImport.Read(text.Value, fileName, options.Today, cancellationToken);
        return asTemplate.Table is not null || MeansTheTemplate(text.Value)
            ? new FileReading.Template(asTemplate)
            : ReadBroker(BrokerSheet.Of(text.Value, fileName), asTemplate, options, cancellationToken);
    }

    private static FileReading ReadBroker(IReadOnlyList<BrokerSheet> sheets, ImportReading asTemplate, BrokerImportOptions options, CancellationToken cancellationToken)
    {
        var fileName = asTemplate.FileName;
        var wrong = sheets.Select(WrongFiles.Recognise).FirstOrDefault(found => found is not null);
        if (wrong is { MayBeMapped: false })
            return Failed(fileName, [NotHoldings(fileName, wrong)]);
        if (wrong is not null)
            return Unknown(sheets, TemplateImport.Failed(fileName, [NotHoldings(fileName, wrong)]), $"This looks like {wrong.What}. Check what each column was taken for. {wrong.DownloadInstead}");
        return BrokerImport.Read(sheets, fileName, options, cancellationToken) is { } reading ? new FileReading.Broker(reading) : Unknown(sheets, asTemplate, null);
    }

    private static FileReading ReadChosen(IReadOnlyList<BrokerSheet> sheets, string fileName, BrokerImportOptions options, CancellationToken cancellationToken)
    {
        var reading = BrokerImport.Read(sheets, fileName, options, cancellationToken)!;
        return reading.Layout is null ? Unknown(sheets, TemplateImport.Failed(fileName, reading.Errors), null) : new FileReading.Broker(reading);
    }

    private static FileReading Unknown(IReadOnlyList<BrokerSheet> sheets, ImportReading asTemplate, string? note) =>
        UnknownTables.Find(sheets, note) is { } table ? new FileReading.Unknown(table, asTemplate) : new FileReading.Template(asTemplate);

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
