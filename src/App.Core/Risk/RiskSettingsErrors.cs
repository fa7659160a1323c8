using App.Core.Results;

namespace App.Core.Risk;

/// <summary>What can be wrong with factors and scenarios that an administrator sends.</summary>
[ErrorCatalogue]
public static class RiskSettingsErrors
{
    /// <summary>ERR_RISK_001.</summary>
    public static readonly ErrorDefinition Factor = Define("ERR_RISK_001", "Factor not allowed",
        "The factors have fixed ids, because formulas speak of them; name and funds can be changed. A fund is a symbol of letters, digits, dot and hyphen, at most 20.",
        "Send the factors that are in force with other names or funds, none missing and none more.");

    /// <summary>ERR_RISK_002.</summary>
    public static readonly ErrorDefinition Scenario = Define("ERR_RISK_002", "Scenario not allowed",
        "A scenario needs an id of lower-case letters, digits and underscores that no other has, a name of at most 80 characters, a category that is known, and shocks within bounds.",
        "Mend what the message names. Returns lie between −1 and 5, changes of yields between −0.1 and 0.1, additions to volatility between −1 and 3.");

    /// <summary>ERR_RISK_003.</summary>
    public static readonly ErrorDefinition Rates = Define("ERR_RISK_003", "Rate sensitivity not allowed",
        "Duration has to be between 0 and 50 years, convexity between 0 and 5,000, and the source has to say where they are from.", "Correct the figure named.");

    /// <summary>ERR_RISK_004.</summary>
    public static readonly ErrorDefinition Version = new("ERR_RISK_004", "Risk settings were changed meanwhile", ErrorKind.Conflict, 409,
        "The version sent is not the one in force plus one: somebody else has changed the settings since they were read.", "Read the settings again, make the change in them, and send them with the next version.");

    /// <summary>ERR_RISK_005.</summary>
    public static readonly ErrorDefinition Benchmark = Define("ERR_RISK_005", "Sector weights not allowed",
        "Each of the eleven GICS sectors needs a weight between 0 and 1, and all of them together have to be 1 to a hundredth. The index needs a name, the weights a day and a source.",
        "Take the weights from the index provider’s fact sheet, as fractions: .336 is 33.6 %.");

    /// <summary>ERR_RISK_006.</summary>
    public static readonly ErrorDefinition Missing = Define("ERR_RISK_006", "No risk settings",
        "The settings themselves were not sent: there is nothing to put in force.", "Read the settings, change them, and send all of them as “settings”, beside the note.");

    private static ErrorDefinition Define(string code, string title, string meaning, string fix) => new(code, title, ErrorKind.Validation, 422, meaning, fix);
}
