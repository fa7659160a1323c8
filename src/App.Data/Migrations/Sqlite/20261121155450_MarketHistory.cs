using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MarketHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: adjusted closes become the index as they stand, and without a rowid the rows lie in the order of their key, as they are read.
            migrationBuilder.Sql(
                """
                CREATE TABLE price_bars_new (
                    symbol TEXT NOT NULL,
                    date TEXT NOT NULL,
                    open TEXT NOT NULL,
                    high TEXT NOT NULL,
                    low TEXT NOT NULL,
                    close TEXT NOT NULL,
                    total_return_index REAL NOT NULL,
                    volume INTEGER NOT NULL,
                    is_quarantined INTEGER NOT NULL DEFAULT 0,
                    CONSTRAINT pk_price_bars PRIMARY KEY (symbol, date)
                ) WITHOUT ROWID;
                INSERT INTO price_bars_new (symbol, date, open, high, low, close, total_return_index, volume)
                    SELECT symbol, date, open, high, low, close, CAST(adjusted_close AS REAL), volume FROM price_bars ORDER BY symbol, date;
                DROP TABLE price_bars;
                ALTER TABLE price_bars_new RENAME TO price_bars;
                """);

            migrationBuilder.AddColumn<DateTime>(
                name: "answered_at",
                table: "securities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "answered_by",
                table: "securities",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "bars",
                table: "securities",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "beta",
                table: "securities",
                type: "REAL",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exchange",
                table: "securities",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fetch_holder",
                table: "securities",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "fetch_until",
                table: "securities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "first_bar",
                table: "securities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "fundamentals_at",
                table: "securities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "hole_tries",
                table: "securities",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "holes_asked_at",
                table: "securities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "holes_left",
                table: "securities",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "industry",
                table: "securities",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "last_bar",
                table: "securities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "unavailable_at",
                table: "securities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "corporate_actions",
                columns: table => new
                {
                    symbol = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ex_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    value = table.Column<decimal>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_corporate_actions", x => new { x.symbol, x.ex_date, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "fundamentals",
                columns: table => new
                {
                    symbol = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    as_of = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    market_cap = table.Column<decimal>(type: "TEXT", nullable: true),
                    shares_outstanding = table.Column<decimal>(type: "TEXT", nullable: true),
                    price_to_earnings = table.Column<double>(type: "REAL", nullable: true),
                    price_to_book = table.Column<double>(type: "REAL", nullable: true),
                    earnings_per_share = table.Column<double>(type: "REAL", nullable: true),
                    revenue = table.Column<decimal>(type: "TEXT", nullable: true),
                    dividend_per_share = table.Column<double>(type: "REAL", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fundamentals", x => x.symbol);
                });

            // What is stored already counts as stored, and profiles are asked for again because of the fields that are new.
            migrationBuilder.Sql(
                """
                UPDATE securities SET
                    profiled_at = NULL,
                    bars = (SELECT count(*) FROM price_bars WHERE price_bars.symbol = securities.symbol),
                    first_bar = (SELECT min(date) FROM price_bars WHERE price_bars.symbol = securities.symbol),
                    last_bar = (SELECT max(date) FROM price_bars WHERE price_bars.symbol = securities.symbol);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "corporate_actions");

            migrationBuilder.DropTable(
                name: "fundamentals");

            migrationBuilder.DropColumn(
                name: "answered_at",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "answered_by",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "bars",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "beta",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "exchange",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "fetch_holder",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "fetch_until",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "first_bar",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "fundamentals_at",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "hole_tries",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "holes_asked_at",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "holes_left",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "industry",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "last_bar",
                table: "securities");

            migrationBuilder.DropColumn(
                name: "unavailable_at",
                table: "securities");

            migrationBuilder.Sql(
                """
                CREATE TABLE price_bars_old (
                    symbol TEXT NOT NULL,
                    date TEXT NOT NULL,
                    open TEXT NOT NULL,
                    high TEXT NOT NULL,
                    low TEXT NOT NULL,
                    close TEXT NOT NULL,
                    adjusted_close TEXT NOT NULL,
                    volume INTEGER NOT NULL,
                    CONSTRAINT pk_price_bars PRIMARY KEY (symbol, date)
                );
                INSERT INTO price_bars_old (symbol, date, open, high, low, close, adjusted_close, volume)
                    SELECT symbol, date, open, high, low, close, CAST(total_return_index AS TEXT), volume FROM price_bars WHERE NOT is_quarantined;
                DROP TABLE price_bars;
                ALTER TABLE price_bars_old RENAME TO price_bars;
                """);
        }
    }
}
