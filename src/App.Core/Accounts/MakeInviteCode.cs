using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>An invite code as an operator wants it.</summary>
/// <param name="Code">The code; null or empty for one of random words.</param>
/// <param name="Cohort">Whom it is for.</param>
/// <param name="MaxUses">How many may register with it; null for any number.</param>
/// <param name="ExpiresAt">From when on it no longer works; null for never.</param>
/// <param name="OperatorId">Who makes it; null for a command.</param>
public sealed record InviteCodeForm(string? Code, string? Cohort, int? MaxUses, DateTimeOffset? ExpiresAt, Guid? OperatorId);

/// <summary>Makes an invite code.</summary>
/// <remarks>Side effects: stores the code and an entry of the audit trail. Errors: ERR_ADMIN_005, one for each field at fault.</remarks>
/// <param name="codes">The codes.</param>
/// <param name="random">Gives so many random bytes, which nobody can foretell.</param>
/// <param name="time">The clock.</param>
public sealed class MakeInviteCode(IInviteCodeList codes, Func<int, byte[]> random, TimeProvider time)
{
    /// <summary>The field of the code, in the words of the form.</summary>
    public const string CodeField = "Code";

    /// <summary>The field of the cohort.</summary>
    public const string CohortField = "Cohort";

    /// <summary>The field of the number of uses.</summary>
    public const string UsesField = "Uses";

    /// <summary>The field of the expiry.</summary>
    public const string ExpiryField = "Expires";

    /// <summary>Fewest and most characters of a code.</summary>
    public const int MinLength = 8, MaxLength = 100;

    /// <summary>Most uses, where there is a limit.</summary>
    public const int MostUses = 100_000;

    private const int LongestYears = 10;

    /// <summary>Checks the form and stores the code.</summary>
    public async Task<Result<InviteCodeRow>> HandleAsync(InviteCodeForm form, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(form);
        var now = time.GetUtcNow();
        var given = string.IsNullOrWhiteSpace(form.Code) ? null : InviteCode.Normalise(form.Code);
        var errors = new[] { CheckCode(given), CheckCohort(form.Cohort), CheckUses(form.MaxUses), CheckExpiry(form.ExpiresAt, now) }.OfType<Error>().ToList();
        if (errors.Count > 0)
        {
            return errors;
        }

        // Random words are taken once in a million million codes; then others are.
        while (true)
        {
            var code = new InviteCode
            {
                Code = given ?? InviteWords.Make(random(InviteWords.Bytes)),
                Cohort = form.Cohort!.Trim(),
                MaxUses = form.MaxUses,
                ExpiresAt = form.ExpiresAt,
                CreatedAt = now,
                CreatedBy = form.OperatorId,
            };
            if (await codes.AddAsync(code, new AuditEvent(AuditAction.InviteCodeMade, null, null, DetailsOf(code)), cancellationToken))
            {
                return await codes.FindAsync(code.Code, now, cancellationToken) ?? new InviteCodeRow(code, InviteCodeState.Open, null, [], 0);
            }

            if (given is not null)
            {
                return AdminErrors.InviteNotMade.Because($"There is an invite code {given} already. Choose another, or leave the field empty for one of random words.", CodeField);
            }
        }
    }

    /// <summary>What the trail tells of a code: how it begins, since who has all of it can register.</summary>
    internal static Dictionary<string, object?> DetailsOf(InviteCode code) => new()
    {
        ["begins"] = code.Code[..Math.Min(4, code.Code.Length)],
        ["cohort"] = code.Cohort,
        ["max_uses"] = code.MaxUses,
        ["expires_at"] = code.ExpiresAt,
    };

    private static Error? CheckCode(string? code) =>
        code is null ? null
        : code.Length is < MinLength or > MaxLength ? AdminErrors.InviteNotMade.Because($"The code has {code.Length} characters; {MinLength} to {MaxLength} are allowed, so that it is not guessed.", CodeField)
        : code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') && char.IsAsciiLetterOrDigit(code[0]) && char.IsAsciiLetterOrDigit(code[^1]) ? null
        : AdminErrors.InviteNotMade.Because("The code may have letters A to Z, digits, and dashes between them.", CodeField);

    private static Error? CheckCohort(string? cohort)
    {
        var text = cohort?.Trim() ?? "";
        return text.Length is 0 or > 100 ? AdminErrors.InviteNotMade.Because(text.Length == 0 ? "Say whom the code is for." : $"The cohort has {text.Length} characters; 100 are allowed.", CohortField)
            : PlainText.FirstForeign(text) is { } foreign ? AdminErrors.InviteNotMade.Because($"The cohort has the character {foreign}, which is not text. Remove it.", CohortField)
            : null;
    }

    private static Error? CheckUses(int? uses) => uses is null or (>= 1 and <= MostUses) ? null
        : AdminErrors.InviteNotMade.Because($"{uses} uses are not possible; 1 to 100,000 are, or none given for any number.", UsesField);

    private static Error? CheckExpiry(DateTimeOffset? expiry, DateTimeOffset now) =>
        expiry is null ? null
        : expiry <= now ? AdminErrors.InviteNotMade.Because("The expiry is not in the future. Choose a later one, or none.", ExpiryField)
        : expiry > now.AddYears(LongestYears) ? AdminErrors.InviteNotMade.Because($"The expiry is more than {LongestYears} years away. Choose an earlier one, or none.", ExpiryField)
        : null;
}
