using System.Globalization;
using App.Core.Accounts;
using App.Core.Operations;
using App.Core.Results;

namespace App.Cli;

/// <summary>The commands for invite codes: what the page of operators does, at the terminal.</summary>
internal static class InviteCodeVerbs
{
    private const int Good = 0;
    private const int Bad = 1;

    public static IReadOnlyList<Verb> All { get; } =
    [
        new("invite-codes list", "invite-codes list [--cohort COHORT] [--state STATE]", "Lists the newest 500 invite codes; of a state: open, used_up, expired, revoked.", ListAsync) { Options = ["--cohort", "--state"] },
        new("invite-codes add", "invite-codes add --cohort COHORT [--code CODE] [--uses N] [--expires YYYY-MM-DD]", "Makes an invite code, of random words when none is given.", AddAsync)
        {
            Options = ["--cohort", "--code", "--uses", "--expires"],
        },
        new("invite-codes revoke", "invite-codes revoke CODE", "Withdraws an invite code.", RevokeAsync) { MostWords = 1 },
    ];

    private static async Task<int> ListAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        InviteCodeState? state = null;
        if (line.Text("--state") is { } name)
        {
            if (!AdminCodes.InviteStates.TryParse(name, out var known))
            {
                output.WriteLine("--state is open, used_up, expired or revoked.");
                return Bad;
            }

            state = known;
        }

        var page = await services.GetRequiredService<ListInviteCodes>().HandleAsync(new InviteCodeFilter(line.Text("--cohort"), state, 500, 0), cancellationToken);
        foreach (var row in page.Items)
        {
            output.WriteLine(Describe(row));
        }

        output.WriteLine($"{page.Total} invite codes.");
        return Good;
    }

    private static async Task<int> AddAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        int? uses = null;
        if (line.Text("--uses") is { } text)
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                output.WriteLine($"--uses is “{text}”. Write a whole number.");
                return Bad;
            }

            uses = number;
        }

        // Good through the day that is named.
        var expires = line.Day("--expires")?.Ends();
        var made = await services.GetRequiredService<MakeInviteCode>().HandleAsync(new InviteCodeForm(line.Text("--code"), line.Text("--cohort"), uses, expires, null), cancellationToken);
        return Tell(made, output);
    }

    private static async Task<int> RevokeAsync(CommandLine line, IServiceProvider services, TextWriter output, CancellationToken cancellationToken)
    {
        if (line.Words is not [var code])
        {
            output.WriteLine("Name one code: invite-codes revoke CODE.");
            return Bad;
        }

        return Tell(await services.GetRequiredService<RevokeInviteCode>().HandleAsync(code, cancellationToken), output);
    }

    private static int Tell(Result<InviteCodeRow> result, TextWriter output)
    {
        foreach (var text in result.Match(row => [Describe(row)], errors => errors.Select(error => $"{error.Code}: {error.Message}")))
        {
            output.WriteLine(text);
        }

        return result.IsSuccess ? Good : Bad;
    }

    private static string Describe(InviteCodeRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Code.Code}  {AdminCodes.InviteStates.NameOf(row.State)}  {row.Code.Cohort}  {row.Code.Uses}{(row.Code.MaxUses is { } most ? $" of {most}" : "")} uses{(row.Code.ExpiresAt is { } end ? $"  until {end.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "")}");
}
