using System.Collections.Frozen;
using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers.Mapping;

/// <summary>A field that a title may name.</summary>
/// <param name="Field">The field.</param>
/// <param name="Language">The title's language; empty for English.</param>
internal sealed record TitleMeaning(PositionField Field, string Language);

/// <summary>What columns are called in other languages, and in wallets of crypto currencies. Guesses only: no file is read by them unless its owner agrees.</summary>
/// <remarks>A title may mean more than one thing; the usual one comes first, and the column's values choose.</remarks>
internal static class ForeignColumns
{
    private static readonly FrozenDictionary<string, IReadOnlyList<TitleMeaning>> Meanings = Collect(
        ("German", PositionField.Symbol, "symbol kürzel kuerzel börsenkürzel tickersymbol"),
        ("German", PositionField.Description, "wertpapier wertpapiere wertpapiername wertpapierbezeichnung bezeichnung titel anlage fonds fondsname gattung gattungsbezeichnung instrumentenname beschreibung produkt"),
        ("German", PositionField.SecurityId, "wkn isin isinwkn wknisin valor valorennummer wertpapierkennnummer wertpapierkennummer"),
        ("German", PositionField.SecurityType, "wertpapierart wertpapiertyp anlageklasse vermögenswertkategorie gattungsart produktart"),
        ("German", PositionField.Quantity, "stück stueck stk stücknominale stückenominale stücknom stknominale menge anzahl bestand nominal nominale anteile stückzahl anzahlstück aktuellerbestand"),
        ("German", PositionField.Price, "kurs aktuellerkurs kursaktuell letzterkurs schlusskurs marktpreis preis bewertungskurs rücknahmepreis kursineur"),
        ("German", PositionField.Value, "wert kurswert marktwert gesamtwert depotwert aktuellerwert gegenwert kurswertineur wertineur bewertung positionswert marktwertineur"),
        ("German", PositionField.CostPerShare, "einstandskurs einstandspreis einstand kaufkurs kaufpreis durchschnittskurs durchschnittspreis einstiegskurs durchschnittlicherkaufpreis øeinstandskurs økaufkurs ekkurs"),
        ("German", PositionField.TotalCost, "einstandswert kaufwert anschaffungskosten investiert einstandswertineur gesamtkosten anschaffungswert investiertesbetrag"),
        ("German", PositionField.Gain, "gewinnverlust guv gewinn ergebnis unrealisierterguv unrealisiertergewinn buchgewinn kursgewinn differenz wertentwicklung"),
        ("German", PositionField.Currency, "währung waehrung kurswährung depotwährung"),
        ("German", PositionField.AccountNumber, "depotnummer depotnr kontonummer"),
        ("German", PositionField.AccountName, "depot konto depotname"),
        ("German", PositionField.OpenDate, "kaufdatum erwerbsdatum anschaffungsdatum einstandsdatum"),
        ("German", PositionField.AsOf, "stand bewertungsdatum stichtag kursdatum"),
        ("French", PositionField.Symbol, "symbole mnémonique mnemonique mnémo mnemo"),
        ("French", PositionField.Description, "libellé libelle nom désignation designation intitulé titre support nomduproduit produit valeurs"),
        ("French", PositionField.SecurityId, "codeisin code isin codevaleur"),
        ("French", PositionField.Quantity, "quantité quantite qté qte quantitéstitres nombre nombredeparts nombredetitres nbtitres parts nbparts"),
        ("French", PositionField.Price, "cours coursactuel derniercours coursdeclôture prix prixactuel valeurliquidative vl clôture dernier"),
        ("French", PositionField.Value, "valorisation valeur valeuractuelle montant montantvalorisé valeurtotale evaluation évaluation contrevaleur valorisationeur montanteneur valorisationeneur"),
        ("French", PositionField.CostPerShare, "pru prixderevient prixderevientunitaire prixdachat prixmoyen prixmoyendachat coursdachat prixdachatmoyen"),
        ("French", PositionField.TotalCost, "montantinvesti prixderevienttotal investi valeurdachat coûttotal couttotal prixderevientglobal"),
        ("French", PositionField.Gain, "plusvalue plusoumoinsvalue plusmoinsvalue plusvaluelatente valuelatente pvlatente gainperte valeurlatente montantplusvalue pmv plusmoinsvalues"),
        ("French", PositionField.Currency, "devise devisedecotation"),
        ("French", PositionField.AccountName, "compte portefeuille"),
        ("French", PositionField.AccountNumber, "numérodecompte numerodecompte nducompte"),
        ("French", PositionField.OpenDate, "datedachat dateacquisition datedacquisition"),
        ("French", PositionField.SecurityType, "catégoriedactif typedevaleur classedactifs"),
        ("Spanish", PositionField.Symbol, "símbolo simbolo"),
        ("Spanish", PositionField.Description, "descripción descripcion nombre activo producto fondo nombredelvalor denominación"),
        ("Spanish", PositionField.Quantity, "cantidad títulos titulos participaciones númerodetítulos numerodetitulos acciones nºtítulos unidades"),
        ("Spanish", PositionField.Price, "precio cotización cotizacion precioactual últimoprecio ultimoprecio preciodemercado valorliquidativo cierre preciodecierre"),
        ("Spanish", PositionField.Value, "valor valordemercado valoractual valoración valoracion importe efectivo valortotal importeactual"),
        ("Spanish", PositionField.CostPerShare, "preciomedio preciodecompra preciodecoste preciomediodecompra preciocompra costemedio"),
        ("Spanish", PositionField.TotalCost, "costetotal costototal importeinvertido valordecompra coste invertido"),
        ("Spanish", PositionField.Gain, "ganancia gananciapérdida plusvalía plusvalia beneficio resultado plusvalíaminusvalía"),
        ("Spanish", PositionField.Currency, "divisa moneda"),
        ("Spanish", PositionField.AccountName, "cuenta cartera"),
        ("Spanish", PositionField.OpenDate, "fechadecompra fechacompra"),
        ("Italian", PositionField.Symbol, "simbolo codicetitolo"),
        ("Italian", PositionField.Description, "titolo descrizione strumento nome denominazione strumentofinanziario prodotto fondo"),
        ("Italian", PositionField.SecurityId, "codiceisin codicestrumento"),
        ("Italian", PositionField.Quantity, "quantità quantita qtà qta quote numeroquote azioni pezzi"),
        ("Italian", PositionField.Price, "prezzo prezzodimercato ultimoprezzo prezzoattuale quotazione prezzomercato prezzocorrente"),
        ("Italian", PositionField.Value, "valore valoredimercato controvalore valoreattuale valoremercato controvaloredimercato valoremercatoeur controvaloreeur"),
        ("Italian", PositionField.CostPerShare, "prezzomedio prezzodicarico prezzomediodicarico prezzocarico prezzodiacquisto pmc"),
        ("Italian", PositionField.TotalCost, "valoredicarico valorecarico controvaloredicarico costototale costo controvalorecarico investito"),
        ("Italian", PositionField.Gain, "utileperdita plusvalenza plusminus plusminusvalenza varcarico guadagno utileperditaeur"),
        ("Italian", PositionField.Currency, "divisa valuta"),
        ("Italian", PositionField.AccountName, "conto portafoglio"),
        ("Italian", PositionField.OpenDate, "datadiacquisto dataacquisto"),
        ("Dutch", PositionField.Symbol, "symbool"),
        ("Dutch", PositionField.Description, "naam omschrijving product fonds fondsnaam effect"),
        ("Dutch", PositionField.Quantity, "aantal stuks participaties"),
        ("Dutch", PositionField.Price, "koers slotkoers huidigekoers laatstekoers prijs"),
        ("Dutch", PositionField.Value, "waarde marktwaarde totalewaarde huidigewaarde waardeineur"),
        ("Dutch", PositionField.CostPerShare, "aankoopkoers aankoopprijs gak gemiddeldeaankoopkoers gemiddeldeaankoopprijs gemiddeldekoers"),
        ("Dutch", PositionField.TotalCost, "aankoopwaarde kostprijs inleg aanschafwaarde"),
        ("Dutch", PositionField.Gain, "winstverlies winst resultaat ongerealiseerdewv"),
        ("Dutch", PositionField.Currency, "valuta munt"),
        ("Dutch", PositionField.AccountName, "rekening portefeuille"),
        ("Dutch", PositionField.OpenDate, "aankoopdatum"),
        ("Portuguese", PositionField.Symbol, "códigodonegócio ativo códigoativo papel"),
        ("Portuguese", PositionField.Description, "nomedoativo descrição descricao nome"),
        ("Portuguese", PositionField.Quantity, "quantidade qtd qtde"),
        ("Portuguese", PositionField.Price, "preço preco cotação preçoatual preçodefechamento"),
        ("Portuguese", PositionField.Value, "valoratual valorbruto valoratualizado saldobruto"),
        ("Portuguese", PositionField.CostPerShare, "preçomédio precomedio preçomédiodecompra"),
        ("Portuguese", PositionField.TotalCost, "valoraplicado custototal valorinvestido"),
        ("Portuguese", PositionField.Currency, "moeda"),
        ("Swedish", PositionField.Symbol, "kortnamn"),
        ("Swedish", PositionField.Description, "namn värdepapper innehav"),
        ("Swedish", PositionField.Quantity, "antal volym andelar"),
        ("Swedish", PositionField.Price, "senastekurs senast"),
        ("Swedish", PositionField.Value, "värde marknadsvärde totaltvärde värdesek"),
        ("Swedish", PositionField.CostPerShare, "gav inköpskurs anskaffningskurs gavsek"),
        ("Swedish", PositionField.TotalCost, "anskaffningsvärde inköpsvärde"),
        ("Danish", PositionField.Description, "navn værdipapir papir"),
        ("Danish", PositionField.Value, "værdi markedsværdi kursværdi verdi markedsverdi"),
        ("Danish", PositionField.CostPerShare, "gak anskaffelseskurs købskurs"),
        ("Polish", PositionField.Description, "nazwa papier"),
        ("Polish", PositionField.Quantity, "ilość liczba"),
        ("Polish", PositionField.Price, "cena kursbieżący"),
        ("Polish", PositionField.Value, "wartość wycena"),
        ("Polish", PositionField.CostPerShare, "cenazakupu średniacena średnicenazakupu"),

        // English that brokers' own files do not have: wallets, sheets made by hand. The dictionary's own meanings come before these.
        ("", PositionField.Symbol, "coin token crypto cryptocurrency cryptoasset asset code epic"),
        ("", PositionField.Description, "coin token crypto cryptocurrency cryptoasset asset"),
        ("", PositionField.Quantity, "balance amount holdings holding total units available count number size"),
        ("", PositionField.Value, "usdworth usdvalue valueinusd worthusd worthinusd balanceusd usdbalance amountusd usdamount usdequivalent fiatvalue total amount valuein valueusdt notional exposure"),
        ("", PositionField.Price, "rate spot spotprice priceusd usdprice unitpriceusd mid close bid"),
        ("", PositionField.CostPerShare, "boughtat paid buyingprice avgcostusd avgbuypriceusd"),
        ("", PositionField.TotalCost, "spent totalspent capital capitalinvested totalpaid"),
        ("", PositionField.Gain, "profit return"),
        ("", PositionField.OpenDate, "bought boughton datebought buydate dateofpurchase since"));

    /// <summary>True for a title of coins and tokens.</summary>
    public static bool IsOfCoins(string title) => HeaderName.KeyOf(title) is "coin" or "coins" or "token" or "tokens" or "crypto" or "cryptocurrency" or "cryptoasset";

    /// <summary>What a title may mean, the usual meaning first; empty when it is not known.</summary>
    public static IReadOnlyList<TitleMeaning> Find(string title)
    {
        if (string.IsNullOrWhiteSpace(title) || title.Length > 80 || title.Contains('%', StringComparison.Ordinal))
            return [];
        if (Meanings.TryGetValue(HeaderName.KeyOf(title), out var whole))
            return whole;

        // Kurs (EUR), Wert in EUR, Valeur €
        var open = title.IndexOf('(', StringComparison.Ordinal);
        return open > 0 && Meanings.TryGetValue(HeaderName.KeyOf(title[..open]), out var before) ? before : WithoutCurrency(title);
    }

    private static IReadOnlyList<TitleMeaning> WithoutCurrency(string title)
    {
        var words = title.Trim().Split([' ', '_', '/', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || !CurrencyCodes.Has(words[^1]))
            return [];
        var rest = words[^2].Equals("in", StringComparison.OrdinalIgnoreCase) || words[^2].Equals("en", StringComparison.OrdinalIgnoreCase) ? words[..^2] : words[..^1];
        return Meanings.TryGetValue(HeaderName.KeyOf(string.Concat(rest)), out var found) ? found : [];
    }

    private static FrozenDictionary<string, IReadOnlyList<TitleMeaning>> Collect(params (string Language, PositionField Field, string Keys)[] entries) => entries
        .SelectMany(entry => entry.Keys.Split(' ').Select(key => (Key: key, Meaning: new TitleMeaning(entry.Field, entry.Language))))
        .GroupBy(each => each.Key)
        .ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<TitleMeaning>)[.. group.Select(each => each.Meaning).DistinctBy(meaning => meaning.Field)], StringComparer.Ordinal);
}
