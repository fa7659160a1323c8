using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers;

/// <summary>Tells that a table's titles are in another language than English.</summary>
internal static class ForeignTitles
{
    // Words that are titles of positions, transactions or balances in one of the languages and are no English titles. By letters and digits.
    private static readonly (string Language, HashSet<string> Words)[] Languages =
    [
        ("German", Words("wertpapier wertpapiere wertpapiername wertpapierbezeichnung stück stueck stk stücknominale kurs aktuellerkurs einstandskurs einstandswert kaufkurs kaufwert kurswert marktwert gesamtwert depotwert menge anzahl bezeichnung währung waehrung wkn gewinnverlust guv datum buchungstag handelsdatum betrag depot gattung offenepositionen vermögenswertkategorie realisierterguv schlusskurs einstandspreis")),
        ("French", Words("libellé libelle quantité quantite cours coursactuel derniercours valorisation prixderevient prixderevientunitaire pru plusvalue plusoumoinsvalue valeur devise montant compte dateopération dateoperation catégoriedactif positionsouvertes quantitéstitres codeisin prixdachat titre nominal")),
        ("Spanish", Words("descripción descripcion cantidad títulos titulos precio preciomedio preciodecompra preciodecoste valor valordemercado valoractual divisa moneda cotización cotizacion fecha importe cuenta nombre símbolo simbolo posicionesabiertas ganancia plusvalía")),
        ("Italian", Words("titolo descrizione quantità quantita prezzo prezzomedio prezzodicarico prezzodimercato valore valoredimercato controvalore divisa valuta strumento importo conto nome simbolo posizioniaperte utileperdita")),
    ];

    private static readonly HashSet<string> Bookings = Words("buchungstag buchungsdatum handelsdatum handelstag wertstellung transaktion auftragsart buchungstext dateopération dateoperation dateopéré datedopération datevaleur opération operation typedopération fechaoperación fechaoperacion fechavalor operación operacion dataoperazione datavaluta operazione tipooperazione causale");

    /// <summary>True when a row has a title of bookings: the rows are what was bought and sold, not what is held.</summary>
    public static bool AreOfTransactions(IReadOnlyList<TableRow> rows) => rows.Any(row => row.Cells.Select(HeaderName.KeyOf).Any(Bookings.Contains));

    /// <summary>The language of the first row with at least two such titles, that with the most of them; null when there is none.</summary>
    public static string? LanguageOf(IReadOnlyList<TableRow> rows)
    {
        foreach (var row in rows)
        {
            var keys = row.Cells.Select(HeaderName.KeyOf).ToHashSet(StringComparer.Ordinal);
            var (language, count) = Languages.Select(known => (known.Language, Count: keys.Count(known.Words.Contains))).MaxBy(found => found.Count);
            if (count >= 2)
                return language;
        }

        return null;
    }

    /// <summary>What is told of such a file.</summary>
    public static WrongFile FileIn(string language, HoldingsExport instead) => new(
        "other_language",
        instead.Broker,
        $"a file with {language} titles",
        $"Only English titles are certain. Switch {(instead.Broker.Length > 0 ? instead.Broker : "your broker's site")} to English and export the positions again; or change the titles in the file.",
        instead.Guide);

    private static HashSet<string> Words(string words) => words.Split(' ').ToHashSet(StringComparer.Ordinal);
}
