using System.Collections.Frozen;
using App.Core.Imports.Csv;

namespace App.Core.Imports.Brokers;

/// <summary>What brokers call their columns. A title is compared by its letters and digits; a title in two spellings, <c>Qty (Quantity)</c>, by each.</summary>
internal static class ColumnDictionary
{
    private static readonly FrozenDictionary<string, PositionField> Fields = Entries(
        (PositionField.Symbol, "symbol ticker tickersymbol securitysymbol symbolcusip symbolcusipisin symbolorcusip symbolticker stocksymbol investmentsymbol fundsymbol fundticker securityid instrument instrumentsymbol stock"),
        (PositionField.Description, "description securitydescription name securityname fundname investmentname investment fund security holding company companyname assetname instrumentname positiondescription investmentoption investmentoptions fundoption productname holdingname"),
        (PositionField.SecurityId, "cusip isin cusipisin sedol cusipnumber securityidentifier cusipno cusipid"),
        (PositionField.Quantity, "quantity qty shares units sharesheld numberofshares sharequantity quantityshares qtynumber currentquantity sharesunits unitsheld totalshares unitsshares noofshares contracts sharesowned shareunits unitsowned numberofunits sharebalance unitbalance totalunits qtyshares totalquantity position"),
        (PositionField.Price, "price lastprice marketprice currentprice closeprice closingprice shareprice curprice markprice mark nav unitprice fundprice pricepershare last mktprice recentprice unitvalue priceperunit currentshareprice lasttradeprice quote currentpricepershare endprice endingprice"),
        (PositionField.Value, "marketvalue mktval mktvalue value currentvalue totalvalue positionvalue balance endingbalance closingbalance endingvalue currentbalance totalbalance worth totalmarketvalue holdingvalue assetvalue valueusd marketvalueusd currentmarketvalue endingmarketvalue endingmktvalue vestedbalance totalcurrentvalue currentvalueusd holdingsvalue"),
        (PositionField.TotalCost, "costbasistotal totalcost totalcostbasis tcost costbasismoney bookvalue bookcost amountinvested invested adjustedcost adjustedcostbasis totalbookvalue totalcostusd"),
        (PositionField.CostPerShare, "averagecostbasis averagecost avgcost averageprice avgprice unitcost costpershare costbasisprice purchaseprice pricepaid averagecostpershare avgcostpershare costshare avgcostshare openprice averagebuyprice entryprice entrypricepershare costprice averageopenprice buyprice averageunitcost costbasispershare avgpricepaid averagepricepaid averagepurchaseprice avgentryprice avgbuyprice avgtradeprice tradeprice avgopenprice costperunit"),
        (PositionField.Cost, "costbasis cost originalcost purchasecost acquisitioncost basis"),
        (PositionField.Gain, "totalgainlossdollar totalgain gainloss gainlossdollar unrealizedgainloss unrealizedpl unrealizedpnl unrealizedgain totalgainloss fifopnlunrealized unrealizedprofit unrealizedprofitloss profitloss pnl gain unrealizedgl openpl plopen gainlossdollars unrealizedgainlossdollar unrealizedgainlossamount totalgainlossamount totalpl"),
        (PositionField.AccountNumber, "accountnumber accountid clientaccountid acctnumber accountno accountnum acctno acctid"),
        (PositionField.AccountName, "accountname account accountnickname accountalias accountnicknametitle accounttitle plan planname acctname portfolio nickname"),
        (PositionField.AccountType, "accounttype accountregistration registration registrationtype"),
        (PositionField.SecurityType, "securitytype assettype assetclass assetclassification assetcategory investmenttype producttype instrumenttype securitytypes instrumentclass"),
        (PositionField.Currency, "currency currencyprimary ccy tradingcurrency localcurrency currencycode"),
        (PositionField.Multiplier, "multiplier mult contractmultiplier contractsize"),
        (PositionField.Underlying, "underlying underlyingsymbol underlyingticker"),
        (PositionField.PutCall, "putcall callput optiontype right putorcall callorput"),
        (PositionField.Strike, "strike strikeprice"),
        (PositionField.Expiration, "expiry expiration expirationdate expirydate expires"),
        (PositionField.Side, "side longshort positionside"),
        (PositionField.OpenDate, "opendatetime dateacquired acquireddate purchasedate acquisitiondate entrydate opendate lotdate opened acquired tradeopendate"),
        (PositionField.AsOf, "asofdate asof cobdate reportdate valuationdate statementdate positiondate effectivedate daterange dateasof pricedate"),
        (PositionField.DetailLevel, "datadiscriminator levelofdetail"));

    // Change since yesterday, shares of a whole: near in name to a price or a value, and neither.
    private static readonly string[] Derived = ["change", "chng", "chg", "percent", "pct", "today", "daysgain", "daygain", "daypl", "dayspl", "dailygain", "weight", "yield", "estimatedannual"];

    /// <summary>The field that a title names; null when it names none.</summary>
    public static PositionField? Find(string title)
    {
        if (string.IsNullOrWhiteSpace(title) || title.Length > 80 || title.Contains('%', StringComparison.Ordinal))
            return null;
        var whole = HeaderName.KeyOf(title);
        if (Derived.Any(word => whole.Contains(word, StringComparison.Ordinal)))
            return null;
        if (whole == "account" && title.Contains('#', StringComparison.Ordinal))
            return PositionField.AccountNumber;
        if (Lookup(whole) is { } exact)
            return exact;

        var open = title.IndexOf('(', StringComparison.Ordinal);
        return open <= 0 ? null : Lookup(HeaderName.KeyOf(title[open..])) ?? Lookup(HeaderName.KeyOf(title[..open]));
    }

    /// <summary>The field whose names come nearest to a title that names none; null when nothing is near.</summary>
    public static PositionField? Guess(string title)
    {
        if (string.IsNullOrWhiteSpace(title) || title.Length > 80 || title.Contains('%', StringComparison.Ordinal)
            || Derived.Any(word => HeaderName.KeyOf(title).Contains(word, StringComparison.Ordinal)))
            return null;
        return HeaderName.ClosestTo(title, Fields.Keys) is { } nearest ? Fields[nearest] : null;
    }

    private static PositionField? Lookup(string key) => key.Length > 0 && Fields.TryGetValue(key, out var field) ? field : null;

    private static FrozenDictionary<string, PositionField> Entries(params (PositionField Field, string Keys)[] entries) => entries
        .SelectMany(entry => entry.Keys.Split(' ').Select(key => KeyValuePair.Create(key, entry.Field)))
        .ToFrozenDictionary(StringComparer.Ordinal);
}
