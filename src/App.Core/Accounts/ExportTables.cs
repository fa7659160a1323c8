using System.Globalization;
using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Snapshots;
using App.Core.Targets;

namespace App.Core.Accounts;

/// <summary>The tables of an export: figures in full, written as programs read them; days as YYYY-MM-DD, instants in UTC.</summary>
internal static partial class ExportTables
{
    public static ExportTable<UserSession> Sessions { get; } = new(
        ("id", row => Text(row.Id)), ("kind", row => Word(row.Kind)), ("created_at", row => Text(row.CreatedAt)), ("last_seen_at", row => Text(row.LastSeenAt)),
        ("expires_at", row => Text(row.ExpiresAt)), ("ended_at", row => Text(row.EndedAt)), ("end_reason", row => Word(row.EndReason)), ("address", row => row.Address), ("user_agent", row => row.UserAgent));

    public static ExportTable<ExportedImpersonation> Impersonations { get; } = new(
        ("id", row => Text(row.Impersonation.Id)), ("operator_id", row => Text(row.Impersonation.ImpersonatorId)), ("operator", row => row.Operator), ("reason", row => row.Impersonation.Reason),
        ("started_at", row => Text(row.Impersonation.StartedAt)), ("expires_at", row => Text(row.Impersonation.ExpiresAt)),
        ("ended_at", row => Text(row.Impersonation.EndedAt)), ("end_reason", row => Word(row.Impersonation.EndReason)));

    public static ExportTable<AuditEntry> Audit { get; } = new(
        ("sequence", row => Text(row.Sequence)), ("at", row => Text(row.At)), ("action", row => row.Action), ("words", row => AuditAction.WordsOf(row.Action)), ("actor_id", row => Text(row.ActorId)),
        ("impersonator_id", row => Text(row.ImpersonatorId)), ("owner_id", row => Text(row.OwnerId)), ("target_id", row => Text(row.TargetId)), ("channel", row => Word(row.Channel)),
        ("correlation_id", row => row.CorrelationId), ("details", row => row.Details));

    // The columns of a file of target prices, so that it can be imported as it is; what it has besides them is passed over there.
    public static ExportTable<TargetPrice> Targets { get; } = new(
        (TargetColumn.Symbol.Title(), row => row.Symbol), (TargetColumn.Direction.Title(), row => TargetCodes.Directions.NameOf(row.Direction)), (TargetColumn.EndOfYear.Title(), row => Text(row.EndOfYear)),
        (TargetColumn.NextYear.Title(), row => Text(row.NextYear)), (TargetColumn.Downside.Title(), row => Text(row.Downside)), (TargetColumn.Note.Title(), row => row.Note), ("updated_at", row => Text(row.UpdatedAt)));

    public static ExportTable<PositionView> Views { get; } = new(("id", row => Text(row.Id)), ("name", row => row.Name), ("query", row => row.Query), ("saved_at", row => Text(row.SavedAt)));

    public static ExportTable<Batch> Batches { get; } = new(
        ("id", row => Text(row.Id)), ("operation_type", row => row.OperationType), ("atomic", row => Text(row.IsAtomic)), ("async", row => Text(row.IsAsync)), ("client_reference", row => row.ClientReference), ("webhook_url", row => row.WebhookUrl), ("retry_of", row => Text(row.RetryOf)), ("impersonator_id", row => Text(row.ImpersonatorId)), ("channel", row => Word(row.Channel)), ("correlation_id", row => row.CorrelationId), ("status", row => BatchCodes.Statuses.NameOf(row.Status)),
        ("total", row => Text(row.Total)), ("completed", row => Text(row.Completed)), ("failed", row => Text(row.Failed)), ("created_at", row => Text(row.CreatedAt)), ("started_at", row => Text(row.StartedAt)), ("completed_at", row => Text(row.CompletedAt)));

    public static ExportTable<BatchTemplate> BatchTemplates { get; } = new(
        ("id", row => Text(row.Id)), ("name", row => row.Name), ("operation_type", row => row.OperationType), ("operations", row => Text(row.Operations)), ("body", row => row.Body), ("saved_at", row => Text(row.SavedAt)));

    public static ExportTable<BatchOperation> BatchOperations { get; } = new(
        ("batch_id", row => Text(row.BatchId)), ("index", row => Text(row.Index)), ("method", row => row.Method), ("resource_id", row => row.ResourceId), ("data", row => row.Data),
        ("status", row => BatchCodes.OperationStatuses.NameOf(row.Status)), ("http_status", row => Text(row.HttpStatus)), ("result", row => row.Result), ("error_code", row => row.ErrorCode), ("error_message", row => row.ErrorMessage),
        ("error_type", row => row.ErrorType), ("finished_at", row => Text(row.FinishedAt)));

    public static ExportTable<WebhookDelivery> Webhooks { get; } = new(
        ("id", row => Text(row.Id)), ("batch_id", row => Text(row.BatchId)), ("url", row => row.Url), ("status", row => WebhookCodes.Statuses.NameOf(row.Status)), ("attempts", row => Text(row.Attempts)),
        ("next_attempt_at", row => Text(row.NextAttemptAt)), ("created_at", row => Text(row.CreatedAt)), ("delivered_at", row => Text(row.DeliveredAt)), ("last_status", row => Text(row.LastStatus)), ("last_error", row => row.LastError));

    public static ExportTable<WebhookAttempt> WebhookAttempts { get; } = new(
        ("delivery_id", row => Text(row.DeliveryId)), ("number", row => Text(row.Number)), ("at", row => Text(row.At)), ("http_status", row => Text(row.HttpStatus)), ("duration_ms", row => Text(row.DurationMs)), ("error", row => row.Error));
    public static ExportTable<ExportedModel> Models { get; } = new(
        ("id", row => Text(row.Id)), ("name", row => row.Name), ("last_rebalance_date", row => Text(row.LastRebalanceDate)), ("version", row => Text(row.Version)), ("created_at", row => Text(row.CreatedAt)), ("updated_at", row => Text(row.UpdatedAt)));

    public static ExportTable<ExportedModelPosition> ModelPositions { get; } = new(
        ("model_id", row => Text(row.ModelId)), ("model", row => row.Model), ("security", row => row.Position.Security), ("target", row => Text(row.Position.Target)), ("low_drift", row => Text(row.Position.LowDrift)),
        ("high_drift", row => Text(row.Position.HighDrift)));

    public static ExportTable<ExportedModelPortfolio> ModelPortfolios { get; } = new(("model_id", row => Text(row.ModelId)), ("model", row => row.Model), ("portfolio_id", row => Text(row.PortfolioId)));

    public static ExportTable<Order> Orders { get; } = new(
        ("id", row => Text(row.Id)), ("portfolio_id", row => Text(row.PortfolioId)), ("rebalance_id", row => Text(row.RebalanceId)), ("symbol", row => row.Symbol), ("side", row => OrderCodes.Sides.NameOf(row.Side)),
        ("quantity", row => Text(row.Quantity)), ("limit_price", row => Text(row.LimitPrice)), ("status", row => OrderCodes.Statuses.NameOf(row.Status)), ("filled_quantity", row => Text(row.FilledQuantity)),
        ("filled_price", row => Text(row.FilledPrice)), ("notes", row => row.Notes), ("trade_date", row => Text(row.TradeDate)), ("version", row => Text(row.Version)), ("created_at", row => Text(row.CreatedAt)),
        ("updated_at", row => Text(row.UpdatedAt)), ("deleted_at", row => Text(row.DeletedAt)));

    public static ExportTable<OrderEvent> OrderEvents { get; } = new(
        ("order_id", row => Text(row.OrderId)), ("version", row => Text(row.Version)), ("at", row => Text(row.At)), ("actor_id", row => Text(row.ActorId)), ("impersonator_id", row => Text(row.ImpersonatorId)),
        ("from_status", row => row.FromStatus is { } from ? OrderCodes.Statuses.NameOf(from) : null), ("to_status", row => OrderCodes.Statuses.NameOf(row.ToStatus)), ("note", row => row.Note));

    public static ExportTable<Portfolio> Portfolios { get; } = new(
        ("id", row => Text(row.Id)), ("name", row => row.Name), ("account_name", row => row.AccountName), ("account_type", row => Codes.AccountTypes.NameOf(row.AccountType)),
        ("equity_balance", row => Text(row.EquityBalance)), ("equity_as_of", row => Text(row.EquityAsOf)), ("positions_as_of", row => Text(row.PositionsAsOf)), ("net_asset_value", row => Text(row.NetAssetValue)),
        ("description", row => row.Description), ("broker", row => row.Source?.Broker), ("broker_account", row => row.Source?.Name), ("broker_number", row => row.Source?.Number),
        ("positions_version", row => Text(row.PositionsVersion)), ("version", row => Text(row.Version)), ("created_at", row => Text(row.CreatedAt)), ("deleted_at", row => Text(row.DeletedAt)));

    public static ExportTable<CashEntry> Cash { get; } = new(
        ("id", row => Text(row.Id)), ("date", row => Text(row.Date)), ("kind", row => Word(row.Kind)), ("amount", row => Text(row.Amount)), ("note", row => row.Note), ("created_at", row => Text(row.CreatedAt)));

    public static ExportTable<ExportedValuation> Valuations { get; } = new(
        ("id", row => Text(row.Valuation.Id)), ("position_id", row => Text(row.Valuation.PositionId)), ("symbol", row => row.Symbol), ("date", row => Text(row.Valuation.Date)),
        ("price", row => Text(row.Valuation.Price)), ("created_at", row => Text(row.Valuation.CreatedAt)));

    public static ExportTable<ImportRecord> Imports { get; } = new(
        ("id", row => Text(row.Id)), ("file_name", row => row.FileName), ("total_rows", row => Text(row.TotalRows)), ("positions_imported", row => Text(row.PositionsImported)), ("added", row => Text(row.Added)),
        ("changed", row => Text(row.Changed)), ("removed", row => Text(row.Removed)), ("positions_version", row => Text(row.PositionsVersion)), ("fingerprint", row => row.Fingerprint),
        ("imported_at", row => Text(row.ImportedAt)), ("duration_ms", row => Text(row.DurationMs)), ("undone_at", row => Text(row.UndoneAt)));

    public static ExportTable<PortfolioSnapshot> Snapshots { get; } = new(
        ("session", row => Text(row.Session)), ("is_anchor", row => Text(row.IsAnchor)), ("opening_equity", row => Text(row.OpeningEquity)), ("equity", row => Text(row.Equity)), ("cash", row => Text(row.Cash)),
        ("long_value", row => Text(row.LongValue)), ("short_value", row => Text(row.ShortValue)), ("gross", row => Text(row.Gross)), ("net", row => Text(row.Net)), ("income", row => Text(row.Income)),
        ("day_pnl", row => Text(row.DayPnl)), ("day_return", row => Text(row.DayReturn)), ("cumulative_pnl", row => Text(row.CumulativePnl)), ("cumulative_return", row => Text(row.CumulativeReturn)),
        ("realised", row => Text(row.Realised)), ("flows", row => Text(row.Flows)), ("position_count", row => Text(row.PositionCount)), ("long_count", row => Text(row.LongCount)), ("short_count", row => Text(row.ShortCount)),
        ("is_provisional", row => Text(row.IsProvisional)), ("residual", row => Text(row.Residual)), ("positions_version", row => Text(row.PositionsVersion)), ("run_id", row => Text(row.RunId)), ("completed_at", row => Text(row.CompletedAt)));

    public static ExportTable<PositionValue> Values { get; } = new(
        ("position_id", row => Text(row.PositionId)), ("session", row => Text(row.Session)), ("is_open", row => Text(row.IsOpen)), ("split_factor", row => Text(row.SplitFactor)), ("price", row => Text(row.Price)),
        ("price_source", row => Word(row.Source)), ("price_date", row => Text(row.PriceDate)), ("note", row => row.Note), ("market_value", row => Text(row.MarketValue)), ("cost_basis", row => Text(row.CostBasis)),
        ("day_pnl", row => Text(row.DayPnl)), ("pnl", row => Text(row.Pnl)), ("weight", row => Text(row.Weight)), ("needs_price_update", row => Text(row.NeedsPriceUpdate)));

    public static ExportTable<CalculationRun> Runs { get; } = new(
        ("id", row => Text(row.Id)), ("kind", row => Word(row.Kind)), ("status", row => Word(row.Status)), ("session", row => Text(row.Session)), ("requested_by", row => Text(row.RequestedBy)), ("attempt", row => Text(row.Attempt)),
        ("error_code", row => row.ErrorCode), ("error_message", row => row.ErrorMessage), ("warnings", row => string.Join('\n', row.Progress.Warnings)), ("created_at", row => Text(row.CreatedAt)),
        ("started_at", row => Text(row.StartedAt)), ("finished_at", row => Text(row.FinishedAt)));

    private static string? Text(object? value) => value switch
    {
        null => null,
        bool yes => yes ? "true" : "false",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),

        // Without the zeros that a database may put behind.
        decimal amount => amount.ToString("0.############################", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"A cell cannot be made of {value.GetType().Name}.", nameof(value)),
    };

    private static string? Word<T>(T? value)
        where T : struct, Enum => value is { } known ? Word(known) : null;

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
