//! The costs against the number of policies, drawn.

use std::fmt::Write as _;

use crate::median::float;
use crate::meter::{Figures, Place};
use crate::set::Row;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
/// Room for what stands beside the axes.
const LEFT: f64 = 70.0;
const RIGHT: f64 = 150.0;
const TOP: f64 = 20.0;
const BOTTOM: f64 = 50.0;

const COLOURS: [&str; 4] = ["#1f6f43", "#7bbf98", "#1f4e8c", "#86b1e0"];

/// A line: what it is about, and its points.
struct Line {
    name: String,
    points: Vec<(f64, f64)>,
}

/// Nanoseconds per decision, both axes logarithmic.
pub(crate) fn svg(rows: &[Row], figures: &Figures) -> String {
    let lines = lines(rows, figures);
    let points = || lines.iter().flat_map(|line| &line.points);
    let decades = |of: fn(&(f64, f64)) -> f64| {
        let logs = || points().map(of).map(f64::log10);
        let least = logs().fold(f64::INFINITY, f64::min).floor();
        (least, logs().fold(least + 1.0, f64::max).ceil())
    };
    let (x_axis, y_axis) = (decades(|point| point.0), decades(|point| point.1));
    let at = |value: f64, (least, most): (f64, f64)| (value.log10() - least) / (most - least);
    let x = |value| LEFT + at(value, x_axis) * (WIDTH - LEFT - RIGHT);
    let y = |value| HEIGHT - BOTTOM - at(value, y_axis) * (HEIGHT - TOP - BOTTOM);

    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    let (right, bottom) = (WIDTH - RIGHT, HEIGHT - BOTTOM);
    for value in ticks(x_axis) {
        let (x, label) = (x(value), bottom + 18.0);
        put(&mut svg, &grid((x, TOP), (x, bottom)));
        put(&mut svg, &text((x, label), "middle", &value.to_string()));
    }
    for value in ticks(y_axis) {
        let y = y(value);
        put(&mut svg, &grid((LEFT, y), (right, y)));
        put(
            &mut svg,
            &text((LEFT - 8.0, y + 4.0), "end", &value.to_string()),
        );
    }
    let below = (f64::midpoint(LEFT, right), HEIGHT - 12.0);
    put(&mut svg, &text(below, "middle", "policies"));
    put(
        &mut svg,
        &text((8.0, TOP - 6.0), "start", "ns per decision"),
    );
    let mut last_label = f64::INFINITY;
    let mut labels: Vec<(f64, &str, &str)> = Vec::new();
    for (line, colour) in lines.iter().zip(COLOURS) {
        let points = line.points.iter().map(|point| (x(point.0), y(point.1)));
        let path: Vec<String> = points
            .clone()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        put(
            &mut svg,
            &format!(
                "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
                path.join(" ")
            ),
        );
        for (x, y) in points.clone() {
            put(
                &mut svg,
                &format!("<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>"),
            );
        }
        if let Some((_, y)) = points.clone().next_back() {
            labels.push((y + 4.0, &line.name, colour));
        }
    }
    // From below, and none on another.
    labels.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (y, name, colour) in labels {
        last_label = y.min(last_label - 14.0);
        put(
            &mut svg,
            &format!(
                "<text x=\"{:.1}\" y=\"{last_label:.1}\" fill=\"{colour}\">{name}</text>",
                right + 8.0
            ),
        );
    }
    svg + "</svg>\n"
}

fn lines(rows: &[Row], figures: &Figures) -> Vec<Line> {
    let mut loads: Vec<&str> = rows.iter().map(|row| row.load).collect();
    loads.dedup();
    let line = |load: &str, way: &str, place: fn(&Row) -> Option<Place>| {
        let rows = rows.iter().filter(|row| row.load == load);
        let points = rows.filter_map(|row| {
            let cost = figures.cost(place(row)?);
            Some((float(row.count), cost.nanoseconds.max(0.1)))
        });
        Line {
            name: format!("{load}, {way}"),
            points: points.collect(),
        }
    };
    let of_load = |load: &&str| {
        [
            line(load, "together", |row| Some(row.together)),
            line(load, "one by one", |row| row.one_by_one),
        ]
    };
    loads.iter().flat_map(of_load).collect()
}

/// The powers of ten on an axis.
fn ticks((least, most): (f64, f64)) -> impl Iterator<Item = f64> {
    let next = move |decade: &f64| (*decade < most).then_some(decade + 1.0);
    std::iter::successors(Some(least), next).map(|decade| 10_f64.powf(decade))
}

fn put(svg: &mut String, element: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(svg, "{element}");
}

fn grid(from: (f64, f64), to: (f64, f64)) -> String {
    format!(
        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"#dddddd\"/>",
        from.0, from.1, to.0, to.1
    )
}

fn text((x, y): (f64, f64), anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>")
}
