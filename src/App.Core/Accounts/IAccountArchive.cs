using App.Core.Batches;
using App.Core.Calculations;
using App.Core.Imports;
using App.Core.Imports.Brokers;
using App.Core.Models;
using App.Core.Operations;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Core.Risk;
using App.Core.Snapshots;
using App.Core.Targets;

namespace App.Core.Accounts;

/// <summary>Who somebody is here: what is told of an account in its export. Nothing that opens an account is in it, no hash, key or code.</summary>
public sealed record AccountProfile
{
    /// <summary>The id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The address.</summary>
    public required string Email { get; init; }

    /// <summary>True when a message to the address was answered.</summary>
    public required bool EmailConfirmed { get; init; }

    /// <summary>The full name.</summary>
    public required string FullName { get; init; }

    /// <summary>A number, which this application never asks for.</summary>
    public string? PhoneNumber { get; init; }

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>When an operator suspended it.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>How pages are written for it and look.</summary>
    public UserPreferences Preferences { get; init; } = new();

    /// <summary>When an operator approved it.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>True for the tier premium.</summary>
    public bool IsPremium { get; init; }

    /// <summary>Whom the invite code was for that it was made with; null where there was none.</summary>
    public string? InviteCohort { get; init; }

    /// <summary>True when it has a password.</summary>
    public required bool HasPassword { get; init; }

    /// <summary>True when a second factor is asked for.</summary>
    public required bool TwoFactorEnabled { get; init; }

    /// <summary>The roles, such as superuser.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>The claims, as <c>type: value</c>.</summary>
    public IReadOnlyList<string> Claims { get; init; } = [];

    /// <summary>The other providers that it is signed in with.</summary>
    public IReadOnlyList<string> Logins { get; init; } = [];

    /// <summary>The passkeys, without their keys.</summary>
    public IReadOnlyList<ExportedPasskey> Passkeys { get; init; } = [];

    /// <summary>The messages that were sent, by kind; what they said is not kept.</summary>
    public IReadOnlyList<ExportedMail> Messages { get; init; } = [];
}

/// <summary>A passkey of an account.</summary>
public sealed record ExportedPasskey(string? Name, DateTimeOffset CreatedAt);

/// <summary>A message to a user.</summary>
public sealed record ExportedMail(string Kind, DateTimeOffset CreatedAt, DateTimeOffset? SentAt);

/// <summary>An operator who looked through the user's eyes.</summary>
/// <param name="Impersonation">When and why.</param>
/// <param name="Operator">The operator's name; null when that account is gone.</param>
public sealed record ExportedImpersonation(Impersonation Impersonation, string? Operator);

/// <summary>A value that was given of a private asset, with the symbol of the position.</summary>
public sealed record ExportedValuation(string Symbol, PositionValuation Valuation);

/// <summary>An investment model without its lists.</summary>
public sealed record ExportedModel(Guid Id, string Name, DateTimeOffset? LastRebalanceDate, int Version, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);

/// <summary>A position of a model, with the model's name.</summary>
public sealed record ExportedModelPosition(Guid ModelId, string Model, ModelPosition Position);

/// <summary>A portfolio that follows a model, with the model's name.</summary>
public sealed record ExportedModelPortfolio(Guid ModelId, string Model, Guid PortfolioId);

/// <summary>All rows of one account as they are at one moment, each kind from the oldest on. Read one after another: a kind is read to its end before the next is begun.</summary>
public interface IAccountRows : IAsyncDisposable
{
    /// <summary>The user; null when there is none, or no more.</summary>
    Task<AccountProfile?> ProfileAsync(CancellationToken cancellationToken);

    /// <summary>The portfolios, deleted ones with them.</summary>
    Task<IReadOnlyList<Portfolio>> PortfoliosAsync(CancellationToken cancellationToken);

    /// <summary>Where the user is or was signed in.</summary>
    IAsyncEnumerable<UserSession> SessionsAsync();

    /// <summary>Who looked through the user's eyes.</summary>
    IAsyncEnumerable<ExportedImpersonation> ImpersonationsAsync();

    /// <summary>The target prices.</summary>
    IAsyncEnumerable<TargetPrice> TargetsAsync();

    /// <summary>The saved views.</summary>
    IAsyncEnumerable<PositionView> ViewsAsync();

    /// <summary>The batches of operations, the oldest first.</summary>
    IAsyncEnumerable<Batch> BatchesAsync();

    /// <summary>The batches that are kept under a name.</summary>
    IAsyncEnumerable<BatchTemplate> BatchTemplatesAsync();

    /// <summary>The operations of the batches, batch by batch.</summary>
    IAsyncEnumerable<BatchOperation> BatchOperationsAsync();

    /// <summary>The records of batches that were sent to webhooks, the oldest first.</summary>
    IAsyncEnumerable<WebhookDelivery> WebhooksAsync();

    /// <summary>Each try to send them, delivery by delivery.</summary>
    IAsyncEnumerable<WebhookAttempt> WebhookAttemptsAsync();
    /// <summary>The investment models, without their lists.</summary>
    IAsyncEnumerable<ExportedModel> ModelsAsync();

    /// <summary>Their positions, model by model.</summary>
    IAsyncEnumerable<ExportedModelPosition> ModelPositionsAsync();

    /// <summary>The portfolios that follow them, model by model.</summary>
    IAsyncEnumerable<ExportedModelPortfolio> ModelPortfoliosAsync();

    /// <summary>The orders, deleted ones with them.</summary>
    IAsyncEnumerable<Order> OrdersAsync();

    /// <summary>What was done with the orders, order by order.</summary>
    IAsyncEnumerable<OrderEvent> OrderEventsAsync();

    /// <summary>What the audit trail has of the account.</summary>
    IAsyncEnumerable<AuditEntry> AuditAsync();

    /// <summary>The positions of a portfolio, in its order.</summary>
    IAsyncEnumerable<Position> PositionsAsync(Guid portfolioId);

    /// <summary>The values given of its private assets.</summary>
    IAsyncEnumerable<ExportedValuation> ValuationsAsync(Guid portfolioId);

    /// <summary>Its cash.</summary>
    IAsyncEnumerable<CashEntry> CashAsync(Guid portfolioId);

    /// <summary>Its imports.</summary>
    IAsyncEnumerable<ImportRecord> ImportsAsync(Guid portfolioId);

    /// <summary>What undoing its last import brings back; one at most.</summary>
    IAsyncEnumerable<ImportUndo> UndoAsync(Guid portfolioId);

    /// <summary>The columns that were chosen for files of it.</summary>
    IAsyncEnumerable<ColumnMapping> MappingsAsync(Guid portfolioId);

    /// <summary>Its snapshots that are complete.</summary>
    IAsyncEnumerable<PortfolioSnapshot> SnapshotsAsync(Guid portfolioId);

    /// <summary>What its positions were worth at its newest session.</summary>
    IAsyncEnumerable<PositionValue> ValuesAsync(Guid portfolioId);

    /// <summary>Its runs.</summary>
    IAsyncEnumerable<CalculationRun> RunsAsync(Guid portfolioId);

    /// <summary>Its risk figures.</summary>
    IAsyncEnumerable<RiskReport> RiskAsync(Guid portfolioId);
}

/// <summary>Reads accounts whole.</summary>
public interface IAccountArchive
{
    /// <summary>Opens the rows of an account as they are now, whatever is written until the answer is disposed. What is read with it is not tried again.</summary>
    Task<IAccountRows> OpenAsync(Guid userId, CancellationToken cancellationToken);
}
