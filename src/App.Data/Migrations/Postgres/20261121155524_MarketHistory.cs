using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class MarketHistory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // By hand: adjusted closes become the index as they stand.
            migrationBuilder.RenameColumn(
                name: "adjusted_close",
                table: "price_bars",
                newName: "total_return_index");

            migrationBuilder.AlterColumn<double>(
                name: "total_return_index",
                table: "price_bars",
                type: "double precision",
                nullable: false,
                oldClrType: typeof(decimal),
                oldType: "numeric");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "answered_at",
                table: "securities",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "answered_by",
                table: "securities",
                type: "character varying(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "bars",
                table: "securities",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "beta",
                table: "securities",
                type: "double precision",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "exchange",
                table: "securities",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fetch_holder",
                table: "securities",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "fetch_until",
                table: "securities",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "first_bar",
                table: "securities",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "fundamentals_at",
                table: "securities",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "hole_tries",
                table: "securities",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "holes_asked_at",
                table: "securities",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "holes_left",
                table: "securities",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "industry",
                table: "securities",
                type: "character varying(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "last_bar",
                table: "securities",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "unavailable_at",
                table: "securities",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_quarantined",
                table: "price_bars",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "corporate_actions",
                columns: table => new
                {
                    symbol = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    ex_date = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    value = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_corporate_actions", x => new { x.symbol, x.ex_date, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "fundamentals",
                columns: table => new
                {
                    symbol = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    as_of = table.Column<DateOnly>(type: "date", nullable: false),
                    market_cap = table.Column<decimal>(type: "numeric", nullable: true),
                    shares_outstanding = table.Column<decimal>(type: "numeric", nullable: true),
                    price_to_earnings = table.Column<double>(type: "double precision", nullable: true),
                    price_to_book = table.Column<double>(type: "double precision", nullable: true),
                    earnings_per_share = table.Column<double>(type: "double precision", nullable: true),
                    revenue = table.Column<decimal>(type: "numeric", nullable: true),
                    dividend_per_share = table.Column<double>(type: "double precision", nullable: true)
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

            migrationBuilder.Sql("DELETE FROM price_bars WHERE is_quarantined");

            migrationBuilder.DropColumn(
                name: "is_quarantined",
                table: "price_bars");

            migrationBuilder.AlterColumn<decimal>(
                name: "total_return_index",
                table: "price_bars",
                type: "numeric",
                nullable: false,
                oldClrType: typeof(double),
                oldType: "double precision");

            migrationBuilder.RenameColumn(
                name: "total_return_index",
                table: "price_bars",
                newName: "adjusted_close");
        }
    }
}
