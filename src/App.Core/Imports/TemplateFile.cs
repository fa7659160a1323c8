using System.Text;

namespace App.Core.Imports;

/// <summary>The template that users download: instructions as comments, the header, an example of each sort of position.</summary>
/// <remarks>Uploaded unchanged it imports every example; a test does exactly that. It is the same for everyone and may be cached.</remarks>
public static class TemplateFile
{
    /// <summary>The name to save it under.</summary>
    public const string FileName = "ballast-positions-template.csv";

    /// <summary>The text; lines end in CR LF.</summary>
    public static string Text { get; } = Lines.ReplaceLineEndings("\r\n");

    /// <summary>The text in UTF-8, with the byte order mark by which spreadsheets know it.</summary>
    public static ReadOnlyMemory<byte> Bytes { get; } = (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)];

    private const string Lines = """
        # Ballast positions template. Replace the examples below with your positions and upload the file.
        # Lines that begin with # are ignored. Columns may be in any order; the first four are required.
        #
        # Symbol: the ticker (letters, digits, . _ -). May be empty for an option when Underlying Symbol is filled.
        # Quantity: shares or contracts, up to 6 decimals; negative is short.
        # Entry Price Per Share: above 0, up to 2 decimals; up to 4 for PRIVATE, OPTIONS and mutual funds.
        # Entry Date, Expiration Date, Exit Date: YYYY-MM-DD.
        # Investment Class: PUBLIC, OPTIONS or PRIVATE; may be left empty.
        # Investment Subtype: PUBLIC: STOCK, ETF, MUTUAL_FUND, BOND, CASH. OPTIONS: CALL, PUT.
        #   PRIVATE: PRIVATE_EQUITY, VENTURE_CAPITAL, HEDGE_FUND, PRIVATE_REIT, REAL_ESTATE, CRYPTOCURRENCY, ART,
        #   MONEY_MARKET, TREASURY_BILLS, CASH, COMMODITY, OTHER. May be left empty.
        # Underlying Symbol, Strike Price, Expiration Date, Option Type (CALL or PUT): for options only.
        # Exit Date, Exit Price Per Share: for closed positions only.
        # Money-market funds with a ticker are PUBLIC CASH at a price of 1; cash without one is PRIVATE, such as CASH_USD.
        #
        # The account type is chosen on the upload page; the nine are:
        # taxable, ira, roth_ira, 401k, 403b, 529, hsa, trust, other
        #
        Symbol,Quantity,Entry Price Per Share,Entry Date,Investment Class,Investment Subtype,Underlying Symbol,Strike Price,Expiration Date,Option Type,Exit Date,Exit Price Per Share
        AAPL,100,158.25,2024-01-16,PUBLIC,STOCK,,,,,,
        ,2,12.35,2024-03-15,OPTIONS,CALL,MSFT,450,2035-01-19,CALL,,
        SPY,50.5,478.31,2024-01-16,PUBLIC,ETF,,,,,,
        TSLA,-25,219.91,2024-01-16,PUBLIC,STOCK,,,,,,
        SPAXX,15250.75,1,2024-01-02,PUBLIC,CASH,,,,,,
        NVDA,40,49.52,2024-01-05,PUBLIC,STOCK,,,,,2024-06-14,131.88

        """;
}
