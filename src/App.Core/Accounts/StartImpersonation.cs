using System.Globalization;
using App.Core.Operations;
using App.Core.Results;

namespace App.Core.Accounts;

/// <summary>An operator asks to look through a user's eyes.</summary>
/// <param name="OperatorId">Who asks: the user of the session.</param>
/// <param name="IsOperator">Whether who asks is an operator.</param>
/// <param name="SessionId">The session it would be part of.</param>
/// <param name="IsNested">True when who asks looks through a user's eyes already.</param>
/// <param name="TargetId">Whose eyes.</param>
/// <param name="Reason">Why, as typed.</param>
/// <param name="Hours">For how long; null for one hour.</param>
public sealed record ImpersonationRequest(Guid OperatorId, bool IsOperator, Guid SessionId, bool IsNested, Guid TargetId, string? Reason, int? Hours);

/// <summary>Lets an operator look at the application through a user's eyes, for a while and for a reason.</summary>
/// <remarks>
/// Side effects: stores the impersonation and its entry in the audit trail; from then on every request and every open page of the session is the user's.
/// Errors: ERR_ADMIN_001, ERR_ADMIN_002, ERR_ADMIN_003, ERR_ADMIN_004 (one is under way), ERR_ADMIN_006 (an operator's or a suspended account), ERR_SESSION_003.
/// </remarks>
public sealed class StartImpersonation(IImpersonations impersonations, IIdGenerator ids, TimeProvider time)
{
    /// <summary>Hours when nobody says how many.</summary>
    public const int DefaultHours = 1;

    /// <summary>Checks everything, then begins.</summary>
    public async Task<Result<Impersonation>> HandleAsync(ImpersonationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reason = request.Reason?.Trim() ?? string.Empty;
        var hours = request.Hours ?? DefaultHours;
        if (Fault(request, reason, hours) is { } fault)
        {
            return fault;
        }

        var now = time.GetUtcNow();
        var impersonation = new Impersonation
        {
            Id = ids.Next(),
            SessionId = request.SessionId,
            ImpersonatorId = request.OperatorId,
            TargetId = request.TargetId,
            Reason = reason,
            StartedAt = now,
            ExpiresAt = now.AddHours(hours),
        };
        return await impersonations.StartAsync(impersonation, cancellationToken) switch
        {
            ImpersonationStart.Started => impersonation,
            ImpersonationStart.NotAnOperator => NotAnOperator(),
            ImpersonationStart.NoSuchUser => AdministerUser.NoSuchUser(),
            ImpersonationStart.TargetIsOperator => AdminErrors.Closed.Because("This account is an operator's. Operators' eyes are not looked through."),
            ImpersonationStart.TargetIsSuspended => AdminErrors.Closed.Because("This account is suspended. Nobody looks through its eyes until it is open again."),
            _ => Nested(),
        };
    }

    // Who asks comes before what is asked: somebody who may not is told nothing else.
    private static Error? Fault(ImpersonationRequest request, string reason, int hours) =>
        request.IsNested ? Nested()
        : !request.IsOperator ? NotAnOperator()
        : request.TargetId == request.OperatorId ? AdminErrors.OwnEyes.Because("These are your own eyes. Choose another user.")
        : ReasonFault(reason) is { } text ? SessionErrors.ImpersonationTerms.Because(text, "Reason")
        : hours is < 1 || hours > Impersonation.Longest.TotalHours
            ? SessionErrors.ImpersonationTerms.Because(
                string.Create(CultureInfo.InvariantCulture, $"{hours} hours are asked for; 1 to {Impersonation.Longest.TotalHours} are allowed."), "Hours")
        : null;

    private static string? ReasonFault(string reason) => reason.Length switch
    {
        0 => "There is no reason. Write why, in a sentence.",
        < Impersonation.MinReason => $"The reason has {reason.Length} characters; {Impersonation.MinReason} or more are needed.",
        > Impersonation.MaxReason => $"The reason has {reason.Length} characters; {Impersonation.MaxReason} are allowed.",
        _ => PlainText.FirstForeign(reason) is { } foreign ? $"The reason has the character {foreign}, which is not text. Write it on one line." : null,
    };

    private static Error NotAnOperator() => AdminErrors.NotAnOperator.Because("Only operators look through users' eyes, and this account is none.");

    private static Error Nested() => AdminErrors.NotImpersonating.Because("You look through a user's eyes already, here or in another session. Stop that first.");
}
