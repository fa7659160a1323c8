namespace App.Hosting;

/// <summary>Who may register.</summary>
/// <param name="InviteCode">
/// The code that is seeded at start: <c>Beta:InviteCode</c>, or the environment's <c>BETA_INVITE_CODE</c>, else the default. One that exists already stays as
/// it is, so a revoked code does not come back.
/// </param>
internal sealed record BetaOptions(string InviteCode)
{
    public const string DefaultInviteCode = "PRESCOTT-LINNAEAN-COWPERTHWAITE";

    /// <exception cref="FormatException">The code is longer than 100 characters.</exception>
    public static BetaOptions From(IConfiguration configuration)
    {
        var code = configuration["Beta:InviteCode"] ?? configuration["BETA_INVITE_CODE"];
        code = string.IsNullOrWhiteSpace(code) ? DefaultInviteCode : code.Trim();
        return code.Length <= 100
            ? new BetaOptions(code)
            : throw new FormatException($"Beta:InviteCode has {code.Length} characters; 100 are allowed.");
    }
}
