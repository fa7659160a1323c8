using App.Core.Results;

namespace App.Core.Portfolios;

/// <summary>What can be wrong with a portfolio's form, and with a portfolio asked for.</summary>
[ErrorCatalogue]
public static class PortfolioErrors
{
    /// <summary>ERR_PORT_001.</summary>
    public static readonly ErrorDefinition AccountNameTaken = new(
        "ERR_PORT_001", "Account name already used", ErrorKind.Conflict, 409,
        "You already have a portfolio for an account of this name. Names are compared without regard to case and surrounding spaces.",
        "Choose another account name, or open the portfolio that has it.");

    /// <summary>ERR_PORT_002.</summary>
    public static readonly ErrorDefinition NameRequired = new(
        "ERR_PORT_002", "Portfolio name required", ErrorKind.Validation, 400,
        "The portfolio has no name, or one with characters that are not text.", "Give it a name of 1 to 255 characters.");

    /// <summary>ERR_PORT_003.</summary>
    public static readonly ErrorDefinition NameTooLong = new(
        "ERR_PORT_003", "Portfolio name too long", ErrorKind.Validation, 400,
        "The portfolio's name has more than 255 characters, or its description more than 2,000 or characters that are not text.", "Shorten it; the message names which and the limit.");

    /// <summary>ERR_PORT_004.</summary>
    public static readonly ErrorDefinition EquityRequired = new(
        "ERR_PORT_004", "Equity balance required", ErrorKind.Validation, 400,
        "The equity balance is missing or is not a number. It is the account's net value at the close of a session and the start of the portfolio's equity chain.",
        "Give the account's net value in dollars, such as 250000 or 250,000.00.");

    /// <summary>ERR_PORT_005.</summary>
    public static readonly ErrorDefinition EquityNotPositive = new(
        "ERR_PORT_005", "Equity balance not positive", ErrorKind.Validation, 400,
        "The equity balance is zero or negative. Returns and weights are shares of it, so it has to be positive.",
        "Give the account's net value as a positive number.");

    /// <summary>ERR_PORT_006.</summary>
    public static readonly ErrorDefinition EquityTooLarge = new(
        "ERR_PORT_006", "Equity balance too large", ErrorKind.Validation, 400,
        "The equity balance is not under the limit of this installation (1,000,000,000 unless configured otherwise).",
        "Check for extra digits; ask whoever runs this installation to raise Onboarding:MaxEquityBalance when the figure is right.");

    /// <summary>ERR_PORT_007.</summary>
    public static readonly ErrorDefinition FileRequired = new(
        "ERR_PORT_007", "File required", ErrorKind.Validation, 400,
        "No file was sent with the form.", "Choose a .csv or .xlsx file. The template shows the columns.");

    /// <summary>ERR_PORT_008.</summary>
    public static readonly ErrorDefinition FileHasErrors = new(
        "ERR_PORT_008", "File has errors", ErrorKind.Validation, 400,
        "The file was read and at least one of its rows breaks a rule. Nothing was imported.",
        "Mend each error listed and upload the file again; every error of the file is listed at once.");

    /// <summary>ERR_PORT_009.</summary>
    public static readonly ErrorDefinition AccountTypeUnknown = new(
        "ERR_PORT_009", "Account type unknown", ErrorKind.Validation, 400,
        "The account type is missing or not one of the nine.", "Use taxable, ira, roth_ira, 401k, 403b, 529, hsa, trust or other.");

    /// <summary>ERR_PORT_010.</summary>
    public static readonly ErrorDefinition AccountNameTooLong = new(
        "ERR_PORT_010", "Account name too long", ErrorKind.Validation, 400,
        "The account's name has more than 100 characters.", "Shorten it to 100 characters or fewer.");

    /// <summary>ERR_PORT_011.</summary>
    public static readonly ErrorDefinition AccountNameRequired = new(
        "ERR_PORT_011", "Account name required", ErrorKind.Validation, 400,
        "The account has no name, or one with characters that are not text.", "Give it a name of 1 to 100 characters, such as Schwab Taxable.");

    /// <summary>ERR_PORT_012.</summary>
    public static readonly ErrorDefinition NotFound = new(
        "ERR_PORT_012", "Portfolio not found", ErrorKind.NotFound, 404,
        "There is no such portfolio among yours. It may have been deleted.", "Open your list of portfolios and choose from it.");

    /// <summary>ERR_PORT_013.</summary>
    public static readonly ErrorDefinition LastPortfolio = new(
        "ERR_PORT_013", "Last portfolio cannot be deleted", ErrorKind.Validation, 400,
        "This is your last active portfolio.", "Import or create another one first, then delete this one.");

    /// <summary>ERR_PORT_014.</summary>
    public static readonly ErrorDefinition NotASession = new(
        "ERR_PORT_014", "Date is not a trading session", ErrorKind.Validation, 400,
        "The date is a weekend, a market holiday, in the future or outside the calendar. Figures belong to sessions of the New York Stock Exchange.",
        "Use one of the sessions around it, which the message names.");

    /// <summary>ERR_PORT_015.</summary>
    public static readonly ErrorDefinition ChangedMeanwhile = new(
        "ERR_PORT_015", "Portfolio changed meanwhile", ErrorKind.Conflict, 409,
        "The portfolio’s positions were changed, or it was deleted, after the preview was made. Nothing was replaced.",
        "Check the file again: the preview then shows what it does to the positions as they are now.");

    /// <summary>ERR_PORT_016.</summary>
    public static readonly ErrorDefinition NothingToUndo = new(
        "ERR_PORT_016", "No import to undo", ErrorKind.Conflict, 409,
        "There is no import that can be undone: none was made, the last one is undone already, or the positions were changed since.",
        "Import the file that has the positions as they should be; it replaces them.");

    /// <summary>ERR_PORT_017.</summary>
    public static readonly ErrorDefinition CashEntryInvalid = new(
        "ERR_PORT_017", "Cash entry cannot be recorded", ErrorKind.Validation, 400,
        "The kind, the day or the amount of the entry cannot be: the message says which, what was found and what is allowed.",
        "Give a kind (deposit, withdrawal, dividend, interest, fee, tax), a day after the session of the equity balance, and dollars: positive into the account, negative out of it.");

    /// <summary>ERR_PORT_018.</summary>
    public static readonly ErrorDefinition CashEntryNotFound = new(
        "ERR_PORT_018", "Cash entry not found", ErrorKind.NotFound, 404,
        "The portfolio has no such cash entry. It may have been removed.", "List the portfolio's cash entries and choose from them.");

    /// <summary>ERR_PORT_019.</summary>
    public static readonly ErrorDefinition VersionChanged = new(
        "ERR_PORT_019", "Portfolio has another version", ErrorKind.Conflict, 409,
        "The portfolio was changed since its version was read: it is no longer the one that was sent. Nothing was changed.",
        "Read the portfolio, decide anew, and send the version that it has now.");
}
