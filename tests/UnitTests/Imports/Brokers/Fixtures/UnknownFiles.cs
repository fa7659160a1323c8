namespace UnitTests.Imports.Brokers.Fixtures;

/// <summary>Tables that no layout knows. Every name, number and amount is invented.</summary>
internal static class UnknownFiles
{
    /// <summary>A bank's depot in German: semicolons, decimal commas, a heading, a sum, amounts in euros.</summary>
    public const string GermanDepot = """
        Depotübersicht;;;;;;;
        Stand: 20.11.2026;;;;;;;
        Bezeichnung;WKN;ISIN;Stück;Einstandskurs;Kurs;Kurswert (EUR);Gewinn/Verlust
        Quarz AG;A1QRZ7;DE000A1QRZ70;100;10,00;12,50;1.250,00;250,00
        Feldspat SE;A2FSP1;DE000A2FSP16;1.500;20,10;19,80;29.700,00;-450,00
        Glimmer Weltfonds;A3GLM2;LU0123456781;12,345;80,00;101,10;1.248,08;260,48
        Summe;;;;;;32.198,08;60,48
        """;

    /// <summary>A French share savings plan.</summary>
    public const string FrenchPea = """
        Libellé;Code ISIN;Quantité;PRU;Cours;Valorisation;+/- value latente;Devise
        QUARTZ SA;FR0000543217;10;45,20;50,10;501,00;49,00;EUR
        FELDSPATH NV;NL0000987659;25;102,00;98,40;2 460,00;-90,00;EUR
        MICA MONDE ETF;LU1681044449;3,5;400,00;431,20;1 509,20;109,20;EUR
        """;

    /// <summary>A wallet: the balance is a count.</summary>
    public const string Wallet = """
        Coin,Balance,USD worth
        BTC,0.12345678,8641.97
        ETH,2.5,7750.00
        QTZ,1500,75.00
        """;

    /// <summary>A sheet without titles.</summary>
    public const string NoTitles = """
        QRTZ,10,15.25
        QXTF,25,102.40
        MICA,3,99.99
        """;

    /// <summary>Titles that contradict the figures: what is called value is of one unit, what is called worth, too, is of all.</summary>
    public const string Misleading = """
        Paper,Worth,Value,Pieces
        QRTZ,152.50,15.25,10
        QXTF,2560.00,102.40,25
        MICA,299.97,99.99,3
        FELD,4410.00,24.50,180
        """;

    /// <summary>Titles with letters changed.</summary>
    public const string Typos = """
        Symbl,Quantitiy,Prise,Makret Value,Notes
        QRTZ,10,15.25,152.50,bought early
        QXTF,25,102.40,2560.00,
        MICA,3,99.99,299.97,
        """;

    /// <summary>Columns that no position needs, beside those it does, under titles in Dutch.</summary>
    public const string ExtraColumns = """
        Product;Symbool;Aantal;Koers;Waarde;Wijziging %;Rating;Opmerking
        Kwarts NV;QRTZ;10;15,25;152,50;1,2%;A;lang
        Veldspaat BV;FELD;180;24,50;4410,00;-0,4%;B;
        """;

    /// <summary>By name; the name is the file's.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["german.csv"] = GermanDepot,
        ["pea.csv"] = FrenchPea,
        ["wallet.csv"] = Wallet,
        ["noTitles.csv"] = NoTitles,
        ["misleading.csv"] = Misleading,
        ["typos.csv"] = Typos,
        ["extra.csv"] = ExtraColumns,
    };
}
