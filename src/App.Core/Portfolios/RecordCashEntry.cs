using System.Globalization;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>A cash entry as it is given.</summary>
/// <param name="Date">The day; null when it is missing.</param>
/// <param name="Kind">What it was for; null when it is missing or unknown.</param>
/// <param name="Amount">Dollars, positive into the account; null when it is missing.</param>
/// <param name="Note">Words of the owner.</param>
public sealed record CashEntryForm(DateOnly? Date, CashEntryKind? Kind, decimal? Amount, string? Note = null);

/// <summary>Records money that came into an account or went out of it, or takes a record back.</summary>
/// <remarks>
/// Side effects: the entry is stored or removed; a calculation that is going on is stopped, the snapshots from the entry's session on are removed, and a pending run that calculates
/// them again is stored, in one transaction; then it is set going. Errors: ERR_PORT_012; ERR_PORT_017; ERR_PORT_018.
/// </remarks>
public sealed class RecordCashEntry(IPortfolioStore portfolios, ICashEntryStore entries, ChangeChain chain, TradingCalendar calendar, IIdGenerator ids, TimeProvider time)
{
    private const decimal MaxAmount = 1_000_000_000m;
    private const int MaxNote = 200;

    /// <summary>Records an entry.</summary>
    public async Task<Result<CashEntry>> AddAsync(Guid ownerId, Guid portfolioId, CashEntryForm form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (await portfolios.FindAsync(ownerId, portfolioId, cancellationToken) is not { } portfolio)
        {
            return Portfolio.NotFound();
        }

        var now = time.GetUtcNow();
        if (FaultsOf(form, portfolio, TradingCalendar.NewYorkDate(now)).ToList() is { Count: > 0 } faults)
        {
            return Result<CashEntry>.Failed(faults);
        }

        var entry = new CashEntry
        {
            Id = ids.Next(),
            PortfolioId = portfolioId,
            Date = form.Date!.Value,
            Kind = form.Kind!.Value,
            Amount = form.Amount!.Value,
            Note = string.IsNullOrWhiteSpace(form.Note) ? null : form.Note.Trim(),
            CreatedAt = now,
        };
        var (change, _) = await chain.HandleAsync(
            ownerId, portfolioId, (next, at, token) => entries.AddAsync(ownerId, entry, calendar.SessionOnOrAfter(entry.Date), next, at, token), cancellationToken);
        return change == ChainChange.Done ? entry : Portfolio.NotFound();
    }

    /// <summary>Takes an entry back.</summary>
    public async Task<Result<CashEntry>> RemoveAsync(Guid ownerId, Guid portfolioId, Guid entryId, CancellationToken cancellationToken)
    {
        if (await entries.FindAsync(ownerId, portfolioId, entryId, cancellationToken) is { } entry)
        {
            var (change, _) = await chain.HandleAsync(
                ownerId, portfolioId, (next, at, token) => entries.RemoveAsync(ownerId, entry, calendar.SessionOnOrAfter(entry.Date), next, at, token), cancellationToken);
            if (change == ChainChange.Done)
            {
                return entry;
            }
        }

        return PortfolioErrors.CashEntryNotFound.Because("There is no such cash entry in the portfolio.");
    }

    private static IEnumerable<Error> FaultsOf(CashEntryForm form, Portfolio portfolio, DateOnly today)
    {
        if (form.Kind is null)
        {
            yield return Fault("Say what it was for: deposit, withdrawal, dividend, interest, fee or tax.", "kind");
        }

        if (form.Date is not { } date)
        {
            yield return Fault("Give the day as YYYY-MM-DD.", "date");
        }
        else if (date <= portfolio.EquityAsOf || date > today)
        {
            yield return Fault($"The day is {Iso(date)}. Allowed are days after {Iso(portfolio.EquityAsOf)}, whose equity balance includes what came before, up to today, {Iso(today)}.", "date");
        }

        if (form.Amount is not { } amount || amount == 0 || Math.Abs(amount) > MaxAmount || decimal.Round(amount, 4) != amount)
        {
            yield return Fault("Give the amount in dollars: not 0, at most 1,000,000,000, with at most 4 decimals.", "amount");
        }
        else if (form.Kind is CashEntryKind.Deposit or CashEntryKind.Dividend && amount < 0)
        {
            yield return Fault(string.Create(CultureInfo.InvariantCulture, $"A {Word(form.Kind.Value)} comes into the account: its amount is positive, and {amount} is not."), "amount");
        }
        else if (form.Kind is CashEntryKind.Withdrawal or CashEntryKind.Fee or CashEntryKind.Tax && amount > 0)
        {
            yield return Fault(string.Create(CultureInfo.InvariantCulture, $"A {Word(form.Kind.Value)} goes out of the account: its amount is negative, and {amount} is not."), "amount");
        }

        if (form.Note?.Trim().Length > MaxNote)
        {
            yield return Fault($"The note has {form.Note.Trim().Length} characters; {MaxNote} are allowed.", "note");
        }
    }

    private static Error Fault(string message, string field) => PortfolioErrors.CashEntryInvalid.Because(message, field);

#pragma warning disable CA1308 // A word inside a sentence.
    private static string Word(CashEntryKind kind) => kind.ToString().ToLowerInvariant();
#pragma warning restore CA1308

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
