using System.Globalization;
using System.Text;
using App.Core.Portfolios;

namespace App.Core.Accounts;

/// <summary>The first file of an export: what the others are.</summary>
internal static class ExportReadme
{
    private const string About = """
        What is in this archive

        account.json             your profile: name, preferences, address, ways of signing in, messages sent to you
        sessions.csv             where you are and were signed in
        impersonations.csv       operators who looked at Ballast through your eyes: who, when and why
        audit.csv                what the audit trail has of your account
        target-prices.csv        your target prices; can be imported on the page of target prices
        views.csv                your saved views of positions
        batches.csv              batches of operations that your programs sent
        batch-templates.csv      batches that you keep under a name
        batch-operations.csv     each of their operations, and what came of it
        webhook-deliveries.csv   records of batches that were sent to your webhooks
        webhook-attempts.csv     each try to send one
        models.csv               your investment models
        model-positions.csv      their targets and bands
        model-portfolios.csv     the portfolios that follow them
        orders.csv               your orders, deleted ones with them
        order-events.csv         what was done with each of them, when and by whom
        portfolios.csv           your portfolios, deleted ones with them

        portfolios/NNN Name/     a folder for each portfolio
          portfolio.json         its name, account and balance
          positions.csv          its positions, closed ones with them, as the import page reads them
          lots.csv               the same with ids and with what was estimated
          position-values.csv    what each was worth at the newest session calculated
          valuations.csv         the values that you gave of private assets
          cash.csv               deposits, withdrawals and other cash
          imports.csv            the files that were imported
          import-undo.json       the positions before the last import
          mappings.json          the columns that you chose for files
          snapshots.csv          what the portfolio was worth by session
          runs.csv, runs.json    the calculations, with their warnings; the JSON has their steps and logs
          risk.json              the risk figures by session

        How it is written

        CSV is UTF-8 with commas. A cell that a spreadsheet would take for a formula has an apostrophe in front; importing takes it off again. Days are YYYY-MM-DD, instants are in UTC,
        amounts are dollars, fractions are fractions: 0.05 is 5 %.

        What is not in it

        Nothing that opens your account: no password, no key of a passkey or an authenticator, no token. Prices of the market, which are nobody's in particular. Counters of the limits on
        requests, which are forgotten within a day.

        """;

    /// <summary>The text.</summary>
    public static string Of(AccountProfile profile, IReadOnlyList<Portfolio> portfolios, DateTimeOffset now)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Ballast: all that is kept of the account {profile.Email}, as of {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC.\n\n").Append(About).Append("Portfolios\n\n");
        foreach (var (portfolio, number) in portfolios.Select((portfolio, index) => (portfolio, index + 1)))
        {
            var deleted = portfolio.DeletedAt is { } day ? string.Create(CultureInfo.InvariantCulture, $" (deleted on {day.UtcDateTime:yyyy-MM-dd})") : "";
            text.Append(CultureInfo.InvariantCulture, $"{number:000} {portfolio.Name}, account {portfolio.AccountName}{deleted}\n");
        }

        return text.Append(portfolios.Count == 0 ? "None.\n" : "").ToString();
    }
}
