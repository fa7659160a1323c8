using App.Api;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Portfolios;

namespace App.Features.Imports;

internal sealed record PreviewPosition(
    int Row,
    IReadOnlyList<int> Rows,
    string Symbol,
    string Description,
    decimal Quantity,
    decimal? EntryPrice,
    DateOnly EntryDate,
    string InvestmentClass,
    string? InvestmentSubtype,
    string PositionType,
    string? UnderlyingSymbol,
    decimal? StrikePrice,
    DateOnly? ExpirationDate,
    string? OptionType,
    DateOnly? ExitDate,
    decimal? ExitPrice,
    decimal? Value,
    decimal? Cost,
    CostBasis CostBasis,
    bool EntryDateEstimated,
    bool EntryPriceEstimated,
    IReadOnlyList<string> Notes);

internal sealed record PreviewReconciliation(decimal? FileTotal, decimal? ReadTotal, decimal? Difference);

internal sealed record PreviewAccount(
    int Index,
    string Name,
    string? MaskedNumber,
    string ProposedName,
    string ProposedType,
    decimal? Equity,
    IReadOnlyList<PreviewPosition> Positions,
    decimal Cash,
    decimal Pending,
    PreviewReconciliation Reconciliation,
    PreviewUpdateResponse? Existing = null);

internal sealed record PreviewUnread(int Row, string Text, UnreadKind Kind, string Reason);

/// <summary>A column: what it was read as, what it seems to hold, and why. Without <c>field</c> it was not read.</summary>
internal sealed record PreviewColumn(int Index, string Title, string? Field, string? Guess, GuessEvidence Evidence, string Reason, IReadOnlyList<string> Samples);

internal sealed record PreviewResponse(
    string? Layout,
    string? Broker,
    string? Title,
    int? Score,
    IReadOnlyList<string> Reasons,
    DateOnly? AsOf,
    DateOnly? EntryDate,
    IReadOnlyList<PreviewAccount> Accounts,
    IReadOnlyList<PreviewUnread> Unread,
    int UnreadCount,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<ApiError> Errors,
    int ErrorCount,
    int TotalRows,
    int ValidRows,
    int? HeaderLine = null,
    string? HeaderKey = null)
{
    public const string TemplateLayout = "template";

    /// <summary>The columns from left to right; empty for the template, and for what is no table.</summary>
    public IReadOnlyList<PreviewColumn> Columns { get; init; } = [];

    /// <summary>What no column was guessed to hold and positions need: <c>security</c>, <c>amount</c>.</summary>
    public IReadOnlyList<ColumnNeed> Missing { get; init; } = [];

    /// <summary>The answer.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="updates">What importing an account again would do to the portfolio that it is known to be, by account.</param>
    public static PreviewResponse From(FileReading reading, IReadOnlyDictionary<int, PortfolioUpdate> updates) => reading switch
    {
        FileReading.Broker { Reading: var broker } => Of(broker, updates),
        FileReading.Template { Reading: var template } => Of(template),
        FileReading.Unknown { AsTemplate: var template, Table: var table } => Of(template) with
        {
            HeaderLine = table.HeaderLine,
            HeaderKey = table.Key,
            Columns = [.. table.Columns.Select(column => Of(column, null))],
            Missing = table.Missing,
            Warnings = [.. template.Warnings.Select(warning => warning.Message), .. table.Notes],
        },
        _ => throw new InvalidOperationException($"No such reading: {reading}"),
    };

    private static PreviewResponse Of(BrokerReading reading, IReadOnlyDictionary<int, PortfolioUpdate> updates) => new(
        reading.Layout?.Id,
        reading.Layout?.Broker,
        reading.Layout?.Title,
        reading.Layout?.Score,
        reading.Layout?.Reasons ?? [],
        reading.AsOf,
        reading.EntryDate,
        [.. reading.Accounts.Select(account => Of(account) with { Existing = updates.TryGetValue(account.Index, out var update) ? PreviewUpdateResponse.From(update) : null })],
        [.. reading.Unread.Select(row => new PreviewUnread(row.Line, row.Text, row.Kind, row.Reason))],
        reading.UnreadCount,
        [.. reading.Warnings.Select(warning => warning.Message)],
        [.. reading.Errors.Select(ApiError.From)],
        reading.ErrorCount,
        reading.TotalRows,
        reading.ValidRows,
        reading.Columns?.HeaderLine,
        reading.Columns?.Key)
    {
        Columns = [.. reading.Guesses.Select(column => Of(column, reading.Columns))],
    };

    private static PreviewColumn Of(ColumnGuess column, ColumnMap? read) => new(
        column.Index,
        column.Title,
        read?.FieldsOf(column.Index).Select(field => field.Name()).FirstOrDefault(),
        column.Field?.Name(),
        column.Evidence,
        column.Reason,
        column.Samples);

    private static PreviewResponse Of(ImportReading reading) => new(
        reading.Table is null ? null : TemplateLayout,
        null,
        reading.Table is null ? null : "The template",
        null,
        [],
        null,
        null,
        reading.Table is null ? [] : [new(0, "", null, "", "", null, [.. reading.Positions.Select(draft => Of(draft, null))], 0, 0, new(null, null, null))],
        [],
        0,
        [.. reading.Warnings.Select(warning => warning.Message)],
        [.. reading.Errors.Select(ApiError.From)],
        reading.ErrorCount,
        reading.TotalRows,
        reading.ValidRows);

    private static PreviewAccount Of(ReadAccount account) => new(
        account.Index,
        account.Name,
        account.MaskedNumber,
        account.ProposedName,
        Codes.AccountTypes.NameOf(account.ProposedType),
        account.Equity,
        [.. account.Positions.Where(position => position.Draft is not null).Select(position => Of(position.Draft!, position))],
        account.Cash,
        account.Pending,
        new(account.Reconciliation.FileTotal, account.Reconciliation.ReadTotal, account.Reconciliation.Difference));

    private static PreviewPosition Of(PositionDraft draft, ReadPosition? read) => new(
        read?.Line ?? draft.Row ?? 0,
        read?.Lines ?? (draft.Row is { } row ? [row] : []),
        draft.Symbol,
        read?.Description ?? "",
        draft.Quantity,
        draft.EntryPrice,
        draft.EntryDate,
        Codes.InvestmentClasses.NameOf(draft.Class),
        draft.Subtype is { } subtype ? Codes.InvestmentSubtypes.NameOf(subtype) : null,
        Codes.PositionTypes.NameOf(draft.Type),
        draft.Option?.Underlying,
        draft.Option?.Strike,
        draft.Option?.Expiration,
        draft.Option is { } option ? Codes.OptionTypes.NameOf(option.Type) : null,
        draft.ExitDate,
        draft.ExitPrice,
        read?.Value,
        read is null ? draft.Quantity * draft.Multiplier * draft.EntryPrice : read.Cost,
        read?.CostBasis ?? CostBasis.PerShare,
        draft.IsEntryDateEstimated,
        draft.IsEntryPriceEstimated,
        read?.Notes ?? []);
}
