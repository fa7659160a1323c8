using App.Core.Results;

namespace App.Core.Imports.Brokers;

/// <summary>What can be wrong with a broker's file besides the errors of files and positions.</summary>
[ErrorCatalogue]
public static class BrokerErrors
{
    /// <summary>ERR_BROKER_001.</summary>
    public static readonly ErrorDefinition NotHoldings = new(
        "ERR_BROKER_001", "Not a list of holdings", ErrorKind.Validation, 400,
        "The file is recognised, but it lists something else than what is held: transactions, balances, an activity report.",
        "Download the positions instead; the message says which file that is at your broker, the guide where to click.");

    /// <summary>ERR_BROKER_002.</summary>
    public static readonly ErrorDefinition SeveralAccounts = new(
        "ERR_BROKER_002", "Several accounts in the file", ErrorKind.Validation, 400,
        "The file has the positions of several accounts, and a portfolio is one account.",
        "Say which account is meant, or import all of them at once: POST /api/v1/imports makes a portfolio of each.");

    /// <summary>ERR_BROKER_003.</summary>
    public static readonly ErrorDefinition NoSuchAccount = new(
        "ERR_BROKER_003", "No such account in the file", ErrorKind.Validation, 400,
        "The account that was named is not among those of the file, or it was named twice.",
        "Use the index that the preview gives each account, each of them once.");

    /// <summary>ERR_BROKER_004.</summary>
    public static readonly ErrorDefinition ImpossibleColumns = new(
        "ERR_BROKER_004", "The columns cannot be read like that", ErrorKind.Validation, 400,
        "A column was chosen that the table does not have, one column for two things that it cannot both hold, or no column for what every position needs: what is held, and how much of it.",
        "Choose among the columns that the preview lists, each for one thing: the symbol, the number or the name of the security, and its quantity, or its value and price.");

    /// <summary>ERR_BROKER_005.</summary>
    public static readonly ErrorDefinition TooManyAccounts = new(
        "ERR_BROKER_005", "Too many accounts in the file", ErrorKind.Validation, 400,
        "The file names more accounts than are read from one file. Often another column than that of the account was taken for it.",
        "Export fewer accounts at once or split the file, and import the parts one after the other. If the file has fewer accounts than that, say which column names the account.");
}
