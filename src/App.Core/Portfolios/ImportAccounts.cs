using System.Globalization;
using App.Core.Imports.Brokers;
using App.Core.Market;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>An account of a broker's file that is to become a portfolio, or the newer state of one.</summary>
/// <param name="Account">Its <see cref="ReadAccount.Index"/>.</param>
/// <param name="Form">The new portfolio's form. Fields left empty are taken from the file's proposals.</param>
/// <param name="PortfolioId">The portfolio whose positions it replaces; null to make a new one.</param>
/// <param name="PositionsVersion">The version of that portfolio whose replacing was confirmed; null to confirm whatever it does.</param>
public sealed record AccountChoice(int Account, PortfolioForm Form, Guid? PortfolioId = null, int? PositionsVersion = null);

/// <summary>Makes a portfolio of each chosen account of a broker's file, or replaces the positions of the one it was imported into before: all of them, or none.</summary>
/// <remarks>
/// Side effects: stores portfolios, positions and records of the import in one transaction; see <see cref="UpdatePortfolio"/>. No prices are fetched and nothing is
/// calculated. Errors: those of the file's positions in the chosen accounts, ERR_BROKER_003, and for each account those of its form or ERR_PORT_012 and 015,
/// which name the account in their details.
/// </remarks>
public sealed class ImportAccounts(PortfolioFormRules rules, UpdatePortfolio update, IPortfolioStore portfolios, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Stores them.</summary>
    public Task<Result<IReadOnlyList<ImportedPortfolio>>> HandleAsync(
        Guid ownerId, BrokerReading reading, IReadOnlyList<AccountChoice> choices, CancellationToken cancellationToken) =>
        Telemetry.ImportAsync("accounts", () => StoreAsync(ownerId, reading, choices, cancellationToken));

    private async Task<Result<IReadOnlyList<ImportedPortfolio>>> StoreAsync(
        Guid ownerId, BrokerReading reading, IReadOnlyList<AccountChoice> choices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reading);
        ArgumentNullException.ThrowIfNull(choices);
        if (WrongChoice(reading, choices) is { } wrong)
        {
            return wrong;
        }

        var errors = reading.ErrorsOf(choices.Select(choice => choice.Account)).ToList();
        var work = new Work(ownerId, reading, [], [], [], []);
        foreach (var choice in choices)
        {
            var account = reading.Accounts.First(each => each.Index == choice.Account);
            var faults = choice.PortfolioId is { } target
                ? await UpdateAsync(work, target, choice.PositionsVersion, account, cancellationToken)
                : await CreateAsync(work, choice.Form, account, cancellationToken);
            errors.AddRange(faults.Select(error => OfAccount(error, account)));
        }

        if (errors.Count > 0)
        {
            return Result<IReadOnlyList<ImportedPortfolio>>.Failed(errors);
        }

        return await portfolios.SaveAsync(ownerId, work.Added, work.Replaced, cancellationToken) switch
        {
            PortfolioAddition.Added => Result<IReadOnlyList<ImportedPortfolio>>.Of(work.Imported),
            PortfolioAddition.ChangedMeanwhile => PortfolioErrors.ChangedMeanwhile.Because("One of the portfolios was changed or deleted a moment ago. Check the file again and import."),
            _ => PortfolioErrors.AccountNameTaken.Because("One of the account names was taken a moment ago. Check them and import again.", "Account name"),
        };
    }

    private static Error? WrongChoice(BrokerReading reading, IReadOnlyList<AccountChoice> choices)
    {
        var targets = choices.Select(choice => choice.PortfolioId).OfType<Guid>().ToList();
        if (targets.Distinct().Count() < targets.Count)
        {
            return BrokerErrors.NoSuchAccount.Because("Two accounts of the file are to replace the positions of one portfolio. Choose another portfolio for one of them, or make it a new one.");
        }

        var known = reading.Accounts.Select(account => account.Index).ToHashSet();
        return choices.Count > 0 && choices.All(choice => known.Contains(choice.Account)) && choices.DistinctBy(choice => choice.Account).Count() == choices.Count
            ? null
            : BrokerErrors.NoSuchAccount.Because(
                $"Choose among the accounts of the file, each once: {string.Join(", ", reading.Accounts.Select(account => FormattableString.Invariant($"{account.Index} ({account.ProposedName})")))}.");
    }

    private async Task<IReadOnlyList<Error>> UpdateAsync(Work work, Guid target, int? positionsVersion, ReadAccount account, CancellationToken cancellationToken)
    {
        var prepared = await update.PrepareAsync(work.OwnerId, target, FileHoldings.Of(work.Reading, account), positionsVersion, cancellationToken);
        if (!prepared.IsSuccess)
        {
            return prepared.Errors;
        }

        var (found, replacement) = prepared.Value;
        work.Imported.Add(new ImportedPortfolio(found.Portfolio, replacement?.Import) { Changes = found.Changes });
        if (replacement is not null)
        {
            work.Replaced.Add(replacement);
        }

        return [];
    }

    private async Task<IReadOnlyList<Error>> CreateAsync(Work work, PortfolioForm typed, ReadAccount account, CancellationToken cancellationToken)
    {
        var terms = await rules.CheckAsync(
            Completed(typed, account, work.Reading),
            async key => !work.Names.Add(key) || await portfolios.FindByAccountAsync(work.OwnerId, key, cancellationToken) is not null);
        if (!terms.IsSuccess)
        {
            return terms.Errors;
        }

        var generation = await portfolios.CountDeletedAsync(work.OwnerId, Portfolio.KeyOf(terms.Value.AccountName), cancellationToken);
        var added = NewPortfolio.Of(work.OwnerId, terms.Value, FileHoldings.Of(work.Reading, account), generation, ids, time.GetUtcNow());
        work.Added.Add(added);
        work.Imported.Add(new ImportedPortfolio(added.Portfolio, added.Import));
        return [];
    }

    /// <summary>The form with what is empty filled from the file: names, type, what the account is worth and the session of that.</summary>
    public static PortfolioForm Completed(PortfolioForm form, ReadAccount account, BrokerReading reading)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(reading);
        var session = reading.AsOf is { } day ? TradingCalendar.Nyse.FindSessionOnOrBefore(day) : null;
        return form with
        {
            PortfolioName = Or(form.PortfolioName, account.ProposedName),
            AccountName = Or(form.AccountName, account.ProposedName),
            AccountType = Or(form.AccountType, Codes.AccountTypes.NameOf(account.ProposedType)),
            EquityBalance = Or(form.EquityBalance, account.Equity > 0 ? Math.Round(account.Equity, 2).ToString(CultureInfo.InvariantCulture) : null),
            EquityAsOf = Or(form.EquityAsOf, session?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        };
    }

    private static string? Or(string? given, string? proposed) => string.IsNullOrWhiteSpace(given) ? proposed : given;

    private static Error OfAccount(Error error, ReadAccount account) => error.Definition.Because(
        error.Message, error.Field, error.Row, new Dictionary<string, object?>(error.Details) { ["account"] = account.Index, ["account_name"] = account.ProposedName });

    /// <summary>What is to be stored, as it is gathered account by account.</summary>
    private sealed record Work(
        Guid OwnerId, BrokerReading Reading, List<NewPortfolio> Added, List<PositionReplacement> Replaced, List<ImportedPortfolio> Imported, HashSet<string> Names);
}
